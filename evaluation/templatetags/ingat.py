"""Drawing the same small piece of a page once, for all sheets and requests of a process."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.translation import get_language

register = template.Library()

TERBANYAK = 4096


@dataclass(frozen=True, slots=True)
class _LembarApaSaja:
    """Stands for the sheet while a piece is drawn; its number is put in afterwards."""

    pk: int = 0


class IngatNode(template.Node):
    """A piece that depends on its keys, the language and the number of the sheet, and on nothing else."""

    def __init__(self, kunci: list[FilterExpression], nodelist: NodeList) -> None:
        self.kunci, self.nodelist = kunci, nodelist
        self.ingatan: dict[tuple, str] = {}

    def render(self, context: Context) -> str:
        kunci = (get_language(), *(k.resolve(context) for k in self.kunci))
        html = self.ingatan.get(kunci)
        if html is None:
            with context.push(lke=_LembarApaSaja()):
                html = self.nodelist.render(context)
            if len(self.ingatan) >= TERBANYAK:
                self.ingatan.clear()
            self.ingatan[kunci] = html
        return html.replace("/lke/0/", f"/lke/{context['lke'].pk}/")


@register.tag
def ingat(parser: Parser, token: Token) -> IngatNode:
    """``{% ingat kunci … %}…{% endingat %}``: draw the piece once for each set of (hashable) keys.

    The score panel is a dozen rows of which a save changes three; drawing all of them anew was a third of a save.
    """
    _, *kunci = token.split_contents()
    if not kunci:
        raise template.TemplateSyntaxError("{% ingat %} membutuhkan sedikitnya satu kunci")
    nodelist = parser.parse(("endingat",))
    parser.delete_first_token()
    return IngatNode([parser.compile_filter(k) for k in kunci], nodelist)
