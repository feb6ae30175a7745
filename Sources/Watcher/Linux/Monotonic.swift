import Glibc

/// A moment of the clock that no one can set: nanoseconds since some fixed point, CLOCK_MONOTONIC of clock_gettime(2).
struct Monotonic: Sendable, Hashable, Comparable {
    /// Nanoseconds.
    var nanoseconds: Int64

    /// The present moment.
    static func now() -> Monotonic {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Monotonic(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// The earlier moment is the lesser.
    static func < (left: Monotonic, right: Monotonic) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The moment so much later.
    static func + (moment: Monotonic, milliseconds: Int64) -> Monotonic {
        Monotonic(nanoseconds: moment.nanoseconds + milliseconds * 1_000_000)
    }

    /// Milliseconds from the right moment to the left one.
    static func - (later: Monotonic, earlier: Monotonic) -> Int64 {
        (later.nanoseconds - earlier.nanoseconds) / 1_000_000
    }
}
