import CChild
import Glibc

/// Listens to a child until it ends or breaks a limit.
struct ChildWatch: ~Copyable {
    /// What it wrote, up to the limit.
    private(set) var output: [UInt8] = []
    /// The beginning of what it complained.
    private(set) var errors: [UInt8] = []
    /// The limit that it broke; nil while it keeps to them.
    private(set) var interruption: ChildResult.End?

    private let child: child_process
    private let outputLimit: Int
    private let errorLimit: Int
    private var isOutputOpen = true
    private var areErrorsOpen = true
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// Listens to a child that was started, and closes what it is heard by in the end.
    init(_ child: child_process, outputLimit: Int, errorLimit: Int) {
        self.child = child
        self.outputLimit = outputLimit
        self.errorLimit = errorLimit
    }

    deinit {
        close(child.output)
        close(child.errors)
    }

    /// Returns once the child has ended or has to be ended.
    mutating func untilEnd(within time: Duration) {
        let deadline = ContinuousClock.now + time
        while interruption == nil {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else {
                interruption = .outOfTime
                return
            }
            // A negative descriptor is passed over, poll(2).
            var watched = [
                pollfd(fd: child.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isOutputOpen ? child.output : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: areErrorsOpen ? child.errors : -1, events: Int16(POLLIN), revents: 0),
            ]
            let milliseconds = left / .milliseconds(1)
            guard unsafe poll(&watched, nfds_t(watched.count), Int32(min(milliseconds + 1, 60_000))) > 0 else {
                continue
            }
            if watched[1].revents != 0 { readOutput() }
            if watched[2].revents != 0 { readErrors() }
            if watched[0].revents != 0 { return }
        }
    }

    /// Takes what still lies in the pipes of a child that has ended.
    mutating func drain() {
        while isOutputOpen, interruption == nil, readOutput() {}
        while areErrorsOpen, readErrors() {}
    }

    /// Reads once; false when nothing is there to be read.
    @discardableResult
    private mutating func readOutput() -> Bool {
        let count = Self.read(child.output, into: &buffer)
        if count == 0 { isOutputOpen = false }
        guard count > 0 else { return false }
        guard output.count + count <= outputLimit else {
            interruption = .outOfSpace
            return false
        }
        output.append(contentsOf: buffer[..<count])
        return true
    }

    /// Reads once; what goes beyond the limit is read all the same, or the child would stop to wait for a reader.
    @discardableResult
    private mutating func readErrors() -> Bool {
        let count = Self.read(child.errors, into: &buffer)
        if count == 0 { areErrorsOpen = false }
        guard count > 0 else { return false }
        errors.append(contentsOf: buffer[..<min(count, errorLimit - errors.count)])
        return true
    }

    /// The number of bytes, 0 at the end, -1 when there are none for now.
    private static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == -1, errno == EINTR { continue }
            return count
        }
    }
}
