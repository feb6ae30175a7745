import Glibc

/// What the kernel says of this process (proc(5)).
struct ProcessFigures {
    /// Memory in RAM, bytes.
    var residentBytes = 0
    /// Open file descriptors.
    var openDescriptors = 0
    /// How many may be open.
    var descriptorLimit = 0
    /// Processor time spent, seconds.
    var processorSeconds = 0.0

    /// The figures at this moment.
    static func now() -> ProcessFigures {
        var figures = ProcessFigures()
        figures.residentBytes = residentPages() * Int(sysconf(CInt(_SC_PAGESIZE)))
        figures.openDescriptors = countDescriptors()
        var limit = rlimit()
        if unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            figures.descriptorLimit = Int(clamping: limit.rlim_cur)
        }
        var usage = rusage()
        if unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
            figures.processorSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) { sum, time in
                sum + Double(time.tv_sec) + Double(time.tv_usec) / 1e6
            }
        }
        return figures
    }

    /// The second number of `/proc/self/statm`.
    private static func residentPages() -> Int {
        let file = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
        let numbers = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self).split(separator: " ")
        return numbers.dropFirst().first.flatMap { Int($0) } ?? 0
    }

    private static func countDescriptors() -> Int {
        guard let directory = unsafe opendir("/proc/self/fd") else { return 0 }
        defer { unsafe closedir(directory) }
        var count = 0
        while unsafe readdir(directory) != nil { count += 1 }
        // Without ".", ".." and the directory that is being read.
        return max(0, count - 3)
    }
}
