"""What the real save is measured against: nothing at all, and the least that could be called a save.

All of them stand behind the same middleware, sign-in and CSRF check as the portal's own pages.
"""

import json

from django.db import connection, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from evaluation.models import Jawaban, LembarKerjaEvaluasi, RiwayatJawaban, Skor


def kosong(request: HttpRequest) -> HttpResponse:
    """An empty page for somebody signed in."""
    return HttpResponse(f"{request.user.pk}")


def simpan_orm(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """A bare save: one UPDATE and one INSERT by the ORM in one transaction; no permission, no check, no score."""
    kini, isi = timezone.now(), {kode: request.POST["isi"]}
    with transaction.atomic():
        baris = Jawaban.objects.filter(lke=pk, lapis="unit", kode=kode)
        baris.update(isi=isi, versi=F("versi") + 1, diubah_pada=kini, diubah_oleh=request.user)
        jawaban = baris.get()
        RiwayatJawaban.objects.create(jawaban=jawaban, versi=jawaban.versi, isi=isi, oleh=request.user, pada=kini)
    return HttpResponse(str(jawaban.versi))


def simpan_sql(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """The statements of the real save, word for word in kind, and nothing between them: what the database costs."""
    kini, isi = timezone.now(), json.dumps({kode: request.POST["isi"]})
    jawaban, riwayat, lke, skor = (m._meta.db_table for m in (Jawaban, RiwayatJawaban, LembarKerjaEvaluasi, Skor))
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(f"UPDATE {lke} SET versi_unit = versi_unit + 1, updated_at = %s WHERE id = %s", [kini, pk])
        kursor.execute(
            f"SELECT id, kode, isi, versi, catatan, diubah_oleh_id FROM {jawaban} WHERE lke_id = %s AND lapis = 'unit'",
            [pk],
        )
        nomor, _, _, versi, catatan, _ = next(b for b in kursor.fetchall() if b[1] == kode)
        kursor.execute(
            f"UPDATE {jawaban} SET isi = %s, versi = %s, diubah_oleh_id = %s, diubah_pada = %s WHERE id = %s",
            [isi, versi + 1, request.user.pk, kini, nomor],
        )
        kursor.execute(
            f"INSERT INTO {riwayat} (jawaban_id, versi, isi, catatan, oleh_id, pada) VALUES (%s, %s, %s, %s, %s, %s)",
            [nomor, versi + 1, isi, catatan, request.user.pk, kini],
        )
        kursor.execute(
            f"UPDATE {skor} SET rincian = rincian, total = 1, versi_jawaban = versi_jawaban + 1, dihitung_pada = %s"
            " WHERE lke_id = %s AND lapis = 'unit'",
            [kini, pk],
        )
    return HttpResponse(str(versi + 1))
