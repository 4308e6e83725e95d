"""What can be wrong with an instrument file or with an answer, said in Indonesian to the person who can mend it."""


class InstrumenError(ValueError):
    """An instrument that cannot be used. `jalur` names the place in the file, `pesan` says what is wrong there."""

    def __init__(self, jalur: str, pesan: str) -> None:
        super().__init__(f"{jalur}: {pesan}" if jalur else pesan)
        self.jalur = jalur
        self.pesan = pesan


class JawabanSalah(ValueError):
    """An answer that does not fit its question. `kode` is the input, `pesan` tells what to fill in instead."""

    def __init__(self, kode: str, pesan: str) -> None:
        super().__init__(f"{kode}: {pesan}")
        self.kode = kode
        self.pesan = pesan
