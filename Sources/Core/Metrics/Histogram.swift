/// How long something took, counted by ranges of durations. Recording takes a few relaxed atomic additions; from any
/// thread. Core has no clock: durations come in from outside, in nanoseconds.
public final class Histogram: Sendable {
    /// The ranges' upper ends, inclusive and rising, nanoseconds; a last range without end follows.
    public let bounds: [Int64]
    private let counts: [Counter]
    private let total = Counter()

    /// What was recorded until some moment.
    public struct Snapshot: Sendable, Hashable {
        /// How many durations were at most as long as each bound, and last how many there were.
        public let cumulative: [Int]
        /// The sum of all durations, nanoseconds.
        public let sum: Int

        /// How many durations there were.
        public var count: Int { cumulative.last ?? 0 }
    }

    /// An empty histogram over these bounds, which rise.
    public init(bounds: [Int64]) {
        self.bounds = bounds
        counts = (0...bounds.count).map { _ in Counter() }
    }

    /// Counts a duration.
    public func record(nanoseconds: Int64) {
        var index = 0
        while index < bounds.count, bounds[index] < nanoseconds { index += 1 }
        counts[index].add()
        total.add(Int(nanoseconds))
    }

    /// What was recorded so far. What is recorded at the same time may be in the counts and not yet in the sum.
    public var snapshot: Snapshot {
        var running = 0
        let cumulative = counts.map { counter in
            running += counter.value
            return running
        }
        return Snapshot(cumulative: cumulative, sum: total.value)
    }
}

extension Histogram {
    /// For what the machine does with one file or one message: 50 µs to 60 s.
    public static func ofWork() -> Histogram {
        Histogram(
            bounds: [
                50, 100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
                2_500_000, 5_000_000, 10_000_000, 30_000_000, 60_000_000,
            ].map { $0 * 1000 })
    }

    /// For how long a message has been on its way, rates, groups and outages included: 1 ms to three days.
    public static func ofDelays() -> Histogram {
        Histogram(
            bounds: [
                1, 3, 5, 15, 50, 100, 500, 1000, 5000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000,
                86_400_000, 259_200_000,
            ].map { $0 * 1_000_000 })
    }
}
