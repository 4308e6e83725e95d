"""A remembered piece of a page is drawn once for its keys, and still names the right sheet."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

TEKS = '{% load ingat %}{% ingat kunci %}<a href="/lke/{{ lke.pk }}/nilai/">{{ kata }}</a>{% endingat %}'


def gambar(templat: Template, pk: int, **isi) -> str:
    return templat.render(Context({"lke": SimpleNamespace(pk=pk), **isi}))


def test_the_same_keys_are_drawn_once_for_every_sheet():
    templat = Template(TEKS)
    assert gambar(templat, 7, kunci=1, kata="satu") == '<a href="/lke/7/nilai/">satu</a>'
    assert gambar(templat, 12, kunci=1, kata="tidak dibaca lagi") == '<a href="/lke/12/nilai/">satu</a>'


def test_other_keys_and_other_languages_are_drawn_anew():
    templat = Template(TEKS)
    gambar(templat, 7, kunci=1, kata="satu")
    assert "dua" in gambar(templat, 7, kunci=2, kata="dua")
    with override("en"):
        assert "one" in gambar(templat, 7, kunci=1, kata="one")


def test_what_was_typed_is_still_escaped():
    assert "&lt;b&gt;" in gambar(Template(TEKS), 7, kunci=1, kata="<b>")


def test_the_memory_is_bounded(monkeypatch):
    monkeypatch.setattr("evaluation.templatetags.ingat.TERBANYAK", 3)
    templat = Template(TEKS)
    for n in range(10):
        gambar(templat, 7, kunci=n, kata="x")
    simpul = next(n for n in templat.nodelist if hasattr(n, "ingatan"))
    assert len(simpul.ingatan) <= 3


def test_a_piece_without_keys_is_a_mistake():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ingat %}{% ingat %}x{% endingat %}")
