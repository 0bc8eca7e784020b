"""How much memory a program took, measured by itself."""

#: To stand before a program's own lines. On Linux ``ru_maxrss`` begins with what the program that started this one
#: held, so a test at the end of a long run would be blamed for all before it; the mark of the address space does not.
PEAK = '''
def peak():
    """The most memory this program has held, in megabytes."""
    import resource, sys
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024)
    with open("/proc/self/status", encoding="ascii", errors="replace") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
'''
