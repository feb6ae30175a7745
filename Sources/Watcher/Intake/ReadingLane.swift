/// The orders of one kind of worker. What comes of them goes on in the order in which they were begun, however long each
/// takes: of two files of one report the later one counts, not the one that is read faster.
///
/// Nobody waits for ever: orders are begun in turn, so that the one all others wait for is always in a worker's hands.
struct ReadingLane: Sendable {
    /// What reading a file came to, as far as others have to wait for their turn behind it.
    enum Result: Sendable {
        /// To be stored.
        case examined(ExaminedFile)
        /// To be read in the lane of those that need a child.
        case setAside(ReadOrder)
    }

    /// An order that has been begun.
    struct Turn: Sendable, Equatable {
        let order: ReadOrder
        /// When it was added to the lane.
        let since: Monotonic
        fileprivate let number: Int
    }

    private struct Finished: Sendable {
        let result: Result?
        let bytes: Int64
    }

    /// How many results may wait for one before them, and of how many bytes the files they were read from.
    private static let most: (results: Int, bytes: Int64) = (2048, 64 << 20)

    private var waiting = Fifo<(order: ReadOrder, since: Monotonic)>()
    /// Those that begin only while nothing holds them up.
    private var yielding = Fifo<(order: ReadOrder, since: Monotonic)>()
    private var begun = 0
    /// The number of the first whose result is still to come.
    private var next = 0
    private var finished: [Int: Finished] = [:]
    private var finishedBytes: Int64 = 0
    /// Whether orders that yield have to wait.
    var holdsYielding: Bool
    /// Whether nothing is begun any more.
    private(set) var isClosed = false

    /// A lane without orders.
    init(holdsYielding: Bool = false) {
        self.holdsYielding = holdsYielding
    }

    /// Whether so many results wait that no more files are to be read.
    var isFull: Bool { finished.count >= Self.most.results || finishedBytes >= Self.most.bytes }

    /// Adds an order at the end; one that yields waits while ``holdsYielding``.
    mutating func append(_ order: ReadOrder, yields: Bool = false, at now: Monotonic) {
        guard !isClosed else { return }
        if yields { yielding.append((order, now)) } else { waiting.append((order, now)) }
    }

    /// Begins the next order; nil when there is none at present.
    mutating func begin() -> Turn? {
        guard !isFull, let next = waiting.popFirst() ?? (holdsYielding ? nil : yielding.popFirst()) else { return nil }
        defer { begun += 1 }
        return Turn(order: next.order, since: next.since, number: begun)
    }

    /// Takes in what came of an order, and gives the results whose turn has come.
    mutating func finish(_ turn: Turn, _ result: Result?, bytes: Int64) -> [Result] {
        finished[turn.number] = Finished(result: result, bytes: bytes)
        finishedBytes += bytes
        var due: [Result] = []
        while let first = finished.removeValue(forKey: next) {
            next += 1
            finishedBytes -= first.bytes
            if let result = first.result { due.append(result) }
        }
        return due
    }

    /// Begins nothing any more.
    mutating func close() {
        waiting = Fifo()
        yielding = Fifo()
        isClosed = true
    }
}
