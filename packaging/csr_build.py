"""A PEP 517 build backend that needs nothing beyond the standard library: it builds the release preset with CMake and
writes a wheel with the csr-lint program in it. The build's own needs are those of scripts/install_dependencies.sh."""

import base64
import hashlib
import os
import re
import subprocess
import sysconfig
import zipfile
from pathlib import Path

root = Path(__file__).resolve().parent.parent


def _version():
    return re.search(r"project\(csr_lint VERSION ([0-9.]+)", (root / "CMakeLists.txt").read_text(encoding="utf-8"))[1]


def _build():
    for command in (
        ["cmake", "--preset", "release"],
        ["cmake", "--build", "--preset", "release", "--target", "csr-lint"],
    ):
        subprocess.run(command, cwd=root, check=True)
    return (root / "build" / "release" / "csr-lint").read_bytes()


def _record_line(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}\n"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    version = _version()
    tag = "py3-none-" + re.sub(r"[-.]", "_", sysconfig.get_platform())
    info = f"csr_lint-{version}.dist-info"
    files = {
        f"csr_lint-{version}.data/scripts/csr-lint": _build(),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: csr-lint\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: csr_build\nRoot-Is-Purelib: false\nTag: {tag}\n".encode(),
    }
    record = "".join(_record_line(name, data) for name, data in files.items()) + f"{info}/RECORD,,\n"
    files[f"{info}/RECORD"] = record.encode()
    name = f"csr_lint-{version}-{tag}.whl"
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if path.endswith("/csr-lint") else 0o100644) << 16
            wheel.writestr(entry, data)
    return name
