"""Certificates that a test makes itself, with openssl."""

import subprocess
from pathlib import Path


KEYS = {"ec": ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "rsa": ["-newkey", "rsa:2048"]}


def make_certificate(directory: Path, name: str, *hosts: str, days: int = 2, key_kind: str = "ec") -> tuple[Path, Path]:
    """Files of a self-signed certificate for `hosts`, and of its key."""
    chain, key = directory / f"{name}.pem", directory / f"{name}.key"
    names = ",".join(f"DNS:{host}" for host in hosts)
    subprocess.run(
        ["openssl", "req", "-x509", *KEYS[key_kind], "-nodes",
         "-days", str(days), "-subj", f"/CN={hosts[0]}", "-addext", f"subjectAltName={names}",
         "-keyout", str(key), "-out", str(chain)],
        check=True, capture_output=True,
    )
    return chain, key


def expire(chain: Path, key: Path) -> None:
    """Writes the certificate again, for the same hosts and valid until now."""
    expired = subprocess.run(["openssl", "x509", "-in", str(chain), "-signkey", str(key), "-days", "0"],
                             check=True, capture_output=True).stdout
    chain.with_suffix(".new").write_bytes(expired)
    chain.with_suffix(".new").rename(chain)


def table(chain: Path, key: Path) -> str:
    return f'[[tls.certificates]]\nchain = "{chain}"\nkey = "{key}"\n'
