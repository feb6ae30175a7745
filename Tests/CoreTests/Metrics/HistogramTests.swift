import Core
import Testing

struct HistogramTests {
    @Test func `a duration counts in the first range that holds it and in all above`() {
        let histogram = Histogram(bounds: [10, 20, 40])
        for duration: Int64 in [0, 10, 11, 20, 21, 41, 1000] { histogram.record(nanoseconds: duration) }
        let snapshot = histogram.snapshot
        #expect(snapshot.cumulative == [2, 4, 5, 7])
        #expect(snapshot.count == 7 && snapshot.sum == 1103)
    }

    @Test(arguments: [Histogram.ofWork(), .ofDelays()])
    func `bounds rise`(histogram: Histogram) {
        #expect(histogram.bounds == histogram.bounds.sorted() && Set(histogram.bounds).count == histogram.bounds.count)
        #expect(histogram.snapshot.count == 0)
    }

    @Test func `nothing is lost when threads count at once`() async {
        let histogram = Histogram(bounds: [1])
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for index in 0..<10_000 { histogram.record(nanoseconds: Int64(index % 3)) } }
            }
        }
        #expect(histogram.snapshot.count == 80_000)
        #expect(histogram.snapshot.sum == 8 * (3333 + 2 * 3333))
    }
}
