/// Cells that samples speak of by name.
enum SampleCells {
    static let permits = cell("disclosure.licensing.decisions")
    static let penalties = cell("disclosure.penalties.decisions")
    static let coercion = cell("disclosure.coercion.decisions")
    static let previousPermitItems = cell("disclosure.licensing.previous_items")
    static let received = cell("requests.received.total")
    static let receivedFromPersons = cell("requests.received.natural_person")
    static let carriedIn = cell("requests.carried_in.total")
    static let handled = cell("requests.total.total")
    static let granted = cell("requests.granted.total")
    static let partlyGranted = cell("requests.partly_granted.total")
    static let refused = totals("refused_")
    static let unavailable = totals("unavailable_")
    static let notProcessed = totals("not_processed_")
    static let endedOtherwise = totals("other")
    static let carriedOut = cell("requests.carried_out.total")
    static let reconsiderations = cell("appeals.reconsideration.total")
    static let lawsuits = [
        cell("appeals.litigation_direct.total"), cell("appeals.litigation_after_reconsideration.total"),
    ]
    static let repealed = cell("disclosure.normative_documents.repealed")
    static let documentsMade = [
        cell("disclosure.normative_documents.issued"), cell("disclosure.normative_documents.made"),
    ]
    static let documentsInForce = [
        cell("disclosure.normative_documents.effective"), cell("disclosure.normative_documents.total"),
    ]

    /// The decisions of which there were some on the year before a place's.
    static func decisions(_ place: SamplePlace) -> [CellID] {
        let earlier = place.earlierCells
        return [permits, penalties].filter { earlier.number($0)?.wholeValue ?? 0 > 0 }
    }

    /// A cell of the form by name.
    static func cell(_ name: String) -> CellID {
        guard let cell = Form.cell(named: name) else { preconditionFailure("the form has no cell \(name)") }
        return cell
    }

    private static func totals(_ prefix: String) -> [CellID] {
        Form.requestRows.filter { $0.id.hasPrefix(prefix) }.map { cell("requests.\($0.id).total") }
    }
}
