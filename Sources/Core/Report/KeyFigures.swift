/// The eight figures a summary shows.
public struct KeyFigures: Sendable, Hashable {
    /// Requests received in the year.
    public var received: Quantity?
    /// Requests carried in from the year before.
    public var carriedIn: Quantity?
    /// Requests granted in full.
    public var granted: Quantity?
    /// Requests refused, all reasons together.
    public var refused: Quantity?
    /// Requests for which the information was not available, all reasons together.
    public var unavailable: Quantity?
    /// Requests carried out to the next year.
    public var carriedOut: Quantity?
    /// Administrative reconsiderations.
    public var reconsiderations: Quantity?
    /// Lawsuits, both kinds together.
    public var lawsuits: Quantity?

    /// The figures in a report's cells: the `total` column, rows of one group added up.
    public init(_ cells: CellTable) {
        func sum(_ names: [String]) -> Quantity? {
            let amounts = names.compactMap { Form.cell(named: $0) }.map { cells.amount($0) }
            return amounts.reduce(Quantity.zero) { sum, next in
                guard let sum, let next else { return nil }
                return sum.adding(next)
            }
        }
        func rows(_ prefix: String) -> [String] {
            Form.requestRows.map(\.id).filter { $0.hasPrefix(prefix) }.map { "requests.\($0).total" }
        }
        received = sum(["requests.received.total"])
        carriedIn = sum(["requests.carried_in.total"])
        granted = sum(["requests.granted.total"])
        refused = sum(rows("refused_"))
        unavailable = sum(rows("unavailable_"))
        carriedOut = sum(["requests.carried_out.total"])
        reconsiderations = sum(["appeals.reconsideration.total"])
        lawsuits = sum(["appeals.litigation_direct.total", "appeals.litigation_after_reconsideration.total"])
    }

    /// The figures with their keys in JSON and their names in both languages, in the order summaries show them.
    public var entries: [(key: String, name: Message, value: Quantity?)] {
        [
            ("received", Message(zh: "新收申请", en: "received"), received),
            ("carried_in", Message(zh: "上年结转", en: "carried in"), carriedIn),
            ("granted", Message(zh: "予以公开", en: "granted"), granted),
            ("refused", Message(zh: "不予公开", en: "refused"), refused),
            ("unavailable", Message(zh: "无法提供", en: "unavailable"), unavailable),
            ("carried_out", Message(zh: "结转下年", en: "carried out"), carriedOut),
            ("reconsiderations", Message(zh: "行政复议", en: "reconsiderations"), reconsiderations),
            ("lawsuits", Message(zh: "行政诉讼", en: "lawsuits"), lawsuits),
        ]
    }
}
