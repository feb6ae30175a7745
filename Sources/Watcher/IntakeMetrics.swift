public import Core
import Synchronization

/// What the intake counts for those who watch it from outside, beside ``IntakeStatus``. Its threads write, anybody reads.
public final class IntakeMetrics: Sendable {
    /// How long orders waited for a thread that reads.
    public let queue = Histogram.ofWork()
    /// How long reading a file's bytes took.
    public let read = Histogram.ofWork()
    /// How long examining them took: sniffing, extraction and rules, a converter included.
    public let judge = Histogram.ofWork()
    /// How long making one batch of results durable took.
    public let commit = Histogram.ofWork()

    /// Results that were stored as a new revision, by verdict.
    public let verdicts = Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0, Counter()) })
    /// Those of them that are another revision of a report that was known.
    public let revisions = Counter()
    /// The kernel's events that were taken in.
    public let events = Counter()
    /// Walks over everything, the first one included.
    public let rescans = Counter()
    /// Files that a walk found before any event told of them, the first walk's left out.
    public let foundByRescan = Counter()

    /// What the threads of the intake are at, by name.
    public let pulses: [(name: String, pulse: Pulse)]

    let scout = Pulse()
    let writer = Pulse()
    let readers: [Pulse]
    let children: [Pulse]

    private let found = Mutex<[RuleID: Int]>([:])

    /// Nothing has happened yet; so many threads read, and as many read what needs a child.
    init(workerCount: Int) {
        readers = (0..<workerCount).map { _ in Pulse() }
        children = (0..<workerCount).map { _ in Pulse() }
        pulses =
            [("scout", scout), ("write", writer)]
            + readers.enumerated().map { ("read-\($0 + 1)", $1) }
            + children.enumerated().map { ("child-\($0 + 1)", $1) }
    }

    /// How many findings new revisions had, by rule.
    public var findings: [RuleID: Int] { found.withLock { $0 } }

    /// Counts what was stored in one transaction.
    func count(_ stored: some Sequence<(Intake, Receipt)>) {
        found.withLock { found in
            for (intake, receipt) in stored {
                guard case .recorded(_, _, let number) = receipt.outcome else { continue }
                verdicts[receipt.verdict]?.add()
                if number > 1 { revisions.add() }
                for finding in intake.examination.findings { found[finding.rule, default: 0] += 1 }
            }
        }
    }
}
