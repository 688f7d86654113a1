"""What one command takes: `python3 measure.py COMMAND …` prints it as JSON.

A process of its own, and a small one: what the kernel says about a child's memory begins with its parent's.
"""

import json
import os
import sys
import time


def run(command, cwd):
    """Runs the command in another small process and says what it took; without the caches that this user has."""
    import tempfile  # Not at the top: the small process does without.

    with tempfile.TemporaryDirectory() as caches:
        return run_with(command, cwd, {**os.environ, "XDG_CACHE_HOME": caches, "HUGO_CACHEDIR": caches})


def run_with(command, cwd, environment):
    """The same with these variables."""
    import subprocess

    done = subprocess.run([sys.executable, "-S", __file__, *command], cwd=cwd, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def main(command):
    """CPU and memory of the child and of those it waited for."""
    silence = os.open(os.devnull, os.O_RDWR)
    start = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, silence, 0), (os.POSIX_SPAWN_DUP2, 2, 1)])
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    # Kilobytes, but bytes on a Mac.
    memory = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "memory": memory}))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
