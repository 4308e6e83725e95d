"""Single statements without the ORM's builder, which costs several times what running them does.

For the one path that must bear a country pressing save on the same night; everywhere else the ORM reads better.
Columns and values still go through the model's fields, so types and both databases are its affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, connections
from django.db.models import Model

Pernyataan = tuple[str, list[Any]]


def ubah(model: type[Model], syarat: Mapping[str, Any], /, *, naik: str = "", **kolom: Any) -> Pernyataan:
    """UPDATE the rows whose columns equal ``syarat``; ``naik`` is a column to count up by one.

    Foreign keys by their column ("oleh_id").
    """
    teks = _sql_ubah(model, tuple(kolom), tuple(syarat), naik)
    return teks, [*nilai(model, kolom), *nilai(model, syarat)]


def ubah_semua(objek: Iterable[Model], *kolom: str) -> None:
    """Store these columns of many rows as they now stand. ``bulk_update`` writes a CASE for each row and column, and
    takes several times as long to build it as the database takes to run it. Inside the caller's transaction."""
    if pernyataan := [ubah(type(o), {"id": o.pk}, **{k: getattr(o, k) for k in kolom}) for o in objek]:
        jalankan(*pernyataan)


def sisip(model: type[Model], /, **kolom: Any) -> Pernyataan:
    """INSERT one row; every column without a default of the database must be given."""
    return _sql_sisip(model, tuple(kolom)), nilai(model, kolom)


def jalankan(*pernyataan: Pernyataan) -> int:
    """Run one after the other, on PostgreSQL in one round trip. Returns how many rows the last one touched."""
    with connection.cursor() as kursor:
        _jalankan(kursor, pernyataan)
        return kursor.rowcount


def baca(*pernyataan: Pernyataan) -> list[tuple]:
    """Run like ``jalankan``; the rows of the last one as the driver gives them: JSON is text on both databases."""
    with connection.cursor() as kursor:
        _jalankan(kursor, pernyataan)
        return kursor.fetchall()


def baca_ulang(*pernyataan: Pernyataan) -> list[tuple]:
    """Like ``baca``, for statements that do the same however often they run. Django asks a connection that rests
    between requests whether it still lives; here the statement itself finds out, and runs once more on a new one."""
    ini = connections[DEFAULT_DB_ALIAS]
    if ini.in_atomic_block:
        return baca(*pernyataan)
    ini.health_check_done = True
    try:
        return baca(*pernyataan)
    except (OperationalError, InterfaceError):
        if ini.is_usable():
            raise
        ini.close()
        return baca(*pernyataan)


def _jalankan(kursor: Any, pernyataan: tuple[Pernyataan, ...]) -> None:
    if connection.vendor == "postgresql":
        # Each statement of one message still sees what was committed before it began.
        kursor.execute("; ".join(teks for teks, _ in pernyataan), [n for _, isi in pernyataan for n in isi])
    else:
        for teks, isi in pernyataan:
            kursor.execute(teks, isi)


def baca_model(tabel: tuple[tuple[str, type[Model]], ...], sisa: str, cari: list[Any]) -> list[tuple[Model, ...]]:
    """Whole instances of several models from one SELECT: ``tabel`` names alias and model, ``sisa`` begins with FROM."""
    kolom, bagian = _pilihan(tabel)
    hasil = []
    for baris in baca((f"SELECT {kolom} {sisa}", cari)):  # names of the models
        awal, satu = 0, []
        for model, nama, pengubah in bagian:
            potong = list(baris[awal : awal + len(nama)])
            for letak, ubahan, ungkapan in pengubah:
                for satu_ubahan in ubahan:
                    potong[letak] = satu_ubahan(potong[letak], ungkapan, connection)
            satu.append(model.from_db(connection.alias, nama, potong))
            awal += len(nama)
        hasil.append(tuple(satu))
    return hasil


@lru_cache(maxsize=16)
def _pilihan(tabel: tuple[tuple[str, type[Model]], ...]) -> tuple[str, list[tuple]]:
    """The columns to select, and for each model its field names and what turns a database value into Python's."""
    kutip, kolom, bagian = connection.ops.quote_name, [], []
    for alias, model in tabel:
        bidang = model._meta.concrete_fields
        kolom += [f"{alias}.{kutip(f.column)}" for f in bidang]
        pengubah = []
        for letak, f in enumerate(bidang):
            ungkapan = f.get_col(alias)
            ubahan = connection.ops.get_db_converters(ungkapan) + f.get_db_converters(connection)
            if ubahan:
                pengubah.append((letak, ubahan, ungkapan))
        bagian.append((model, [f.attname for f in bidang], pengubah))
    return ", ".join(kolom), bagian


def nilai(model: type[Model], kolom: Mapping[str, Any]) -> list[Any]:
    """Values as the columns of the model hand them to this database."""
    bidang, ini = _bidang(model), connections[DEFAULT_DB_ALIAS]
    return [bidang[nama].get_db_prep_save(isi, ini) for nama, isi in kolom.items()]


@lru_cache(maxsize=64)
def _bidang(model: type[Model]) -> dict[str, Any]:
    return {f.attname: f for f in model._meta.concrete_fields}


@lru_cache(maxsize=256)
def _sql_ubah(model: type[Model], kolom: tuple[str, ...], syarat: tuple[str, ...], naik: str) -> str:
    bidang, kutip = _bidang(model), connection.ops.quote_name
    isi = [f"{kutip(bidang[nama].column)} = %s" for nama in kolom]
    if naik:
        nama = kutip(bidang[naik].column)
        isi.append(f"{nama} = {nama} + 1")
    cari = " AND ".join(f"{kutip(bidang[nama].column)} = %s" for nama in syarat)
    return f"UPDATE {kutip(model._meta.db_table)} SET {', '.join(isi)} WHERE {cari}"  # noqa: S608  # names of the model


@lru_cache(maxsize=64)
def _sql_sisip(model: type[Model], kolom: tuple[str, ...]) -> str:
    bidang, kutip = _bidang(model), connection.ops.quote_name
    nama = ", ".join(kutip(bidang[k].column) for k in kolom)
    tempat = ", ".join(["%s"] * len(kolom))
    return f"INSERT INTO {kutip(model._meta.db_table)} ({nama}) VALUES ({tempat})"  # noqa: S608  # names of the model
