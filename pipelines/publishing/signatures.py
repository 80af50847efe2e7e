"""Signatures by key files, made and checked by OpenSSH: `ssh-keygen -Y`, which needs no network.

Who may sign which step stands in `D/signers`, an allowed_signers file of OpenSSH. The step is the namespace, so that
OpenSSH itself refuses a key that may not take it; times in the file are UTC. A private key is used where it lies.

    王芳 namespaces="qingdan.prepared" ssh-ed25519 AAAA…
    李强 namespaces="qingdan.reviewed",valid-before="20280101" ssh-ed25519 AAAA…
"""

import re
import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

from pipelines.settings import child_environment
from schemas.problems import Place, Refusal
from schemas.vocabulary import SIGNING_ROLES

SIGNERS = "signers"

#: Steps that no list of signers can do without.
ALWAYS = ("prepared", "reviewed")

_NAMESPACES = re.compile(r'\bnamespaces="([^"]*)"')
_FINGERPRINT = re.compile(r"SHA256:\S+")


def namespace_of(role: str) -> str:
    """What OpenSSH calls a step."""
    return f"qingdan.{role}"


def steps_of(signers: Path) -> list[str]:
    """The steps in order: the first two, and those above them for which somebody is entered.

    Raises:
        Refusal: E-SIGNERS, the file is missing, or a line does not say for which steps.
    """
    entered: set[str] = set()
    for number, line in enumerate(_read(signers).splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        named = _NAMESPACES.search(line)
        if not named or re.search(r"[*?!]", named[1]):  # OpenSSH would take such a key for every step
            found = "没有写明负责的步骤 | it does not say for which steps"
            raise Refusal("E-SIGNERS", Place(signers.name, line=number), found=found)
        entered |= set(named[1].split(","))
    return [role for role in SIGNING_ROLES if role in ALWAYS or namespace_of(role) in entered]


def sign(statement: bytes, key: Path, role: str) -> bytes:
    """Sign with a private key, for whose passphrase OpenSSH asks on the terminal.

    Raises:
        Refusal: E-SIGN-KEY, the key is missing, or cannot be used; E-SIGN-TOOL.
    """
    # under another name OpenSSH would look beside it for a public key, and of a public key for an agent
    done = _keygen("sign", "-f", str(key), "-n", namespace_of(role), given=statement)
    if done.returncode != 0 or b"BEGIN SSH SIGNATURE" not in done.stdout:
        said = [line for line in _text(done.stderr).splitlines() if line.strip("@ ") and "standard input" not in line]
        raise Refusal("E-SIGN-KEY", Place(key.name), found=said[-1] if said else "ssh-keygen")
    return done.stdout


def verify(statement: bytes, signature: bytes, signed_by: str, role: str, signed_at: str, signers: Path) -> str:
    """Check a signature as of when it was made; returns the fingerprint of its key.

    Args:
        statement: what was signed.
        signature: its signature.
        signed_by: who signed, as the list of signers calls that person.
        role: the step.
        signed_at: when, in UTC: ``2026-11-20T08:00:00Z``.
        signers: the list of signers.

    Raises:
        Refusal: E-SIGN-UNKNOWN, E-SIGN-WRONG-KEY, E-SIGN-ROLE, E-SIGN-EXPIRED, by the list; E-SIGNATURE, statement and
            signature do not belong together; E-SIGNERS, there is no list; E-SIGN-TOOL.
    """
    _read(signers)
    asked = ("-f", str(signers), "-I", signed_by, "-n", namespace_of(role))
    with NamedTemporaryFile() as file:
        file.write(signature)
        file.flush()
        at = re.sub(r"\D", "", signed_at)
        done = _keygen("verify", *asked, f"-Overify-time={at}", "-s", file.name, given=statement)
    if done.returncode == 0 and (found := _FINGERPRINT.search(_text(done.stdout))):
        return found[0]
    raise _reason(_text(done.stderr), signed_by, role, signers)


def _reason(said: str, signed_by: str, role: str, signers: Path) -> Refusal:
    """Why OpenSSH does not accept a signature: of a key that is not this person's it says nothing."""
    title = " | ".join(SIGNING_ROLES[role])
    if "not permitted for use in signature namespace" in said:
        return Refusal("E-SIGN-ROLE", found=signed_by, expected=title)
    if "expired" in said or "not yet valid" in said:
        return Refusal("E-SIGN-EXPIRED", found=signed_by)
    if said.strip():
        return Refusal("E-SIGNATURE", label=title, found=said.strip().splitlines()[-1])
    if _keygen("match-principals", "-I", signed_by, "-f", str(signers)).returncode != 0:
        return Refusal("E-SIGN-UNKNOWN", found=signed_by)
    return Refusal("E-SIGN-WRONG-KEY", found=signed_by)


def _read(signers: Path) -> str:
    try:
        return signers.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found = "没有这个文件 | there is no such file" if isinstance(error, FileNotFoundError) else str(error)
        raise Refusal("E-SIGNERS", Place(signers.name), found=found) from error


def _keygen(action: str, *options: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = ["ssh-keygen", "-Y", action, *options]
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, env=child_environment(TZ="UTC"))
    except FileNotFoundError as error:
        raise Refusal("E-SIGN-TOOL") from error


def _text(said: bytes) -> str:
    return said.decode("utf-8", errors="replace")
