/// One line on standard error that shows how far a long command is; nothing where nobody looks.
struct ProgressBar {
    private let isShown = StandardError.isTerminal
    private let width = 30

    /// Redraws the line. Until `total` is final it only counts.
    func show(done: Int, total: Int, isTotalFinal: Bool, note: String) {
        guard isShown else { return }
        let share = total > 0 ? Double(done) / Double(total) : 0
        let filled = isTotalFinal ? Int(share * Double(width)) : 0
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let percent = isTotalFinal && total > 0 ? " \(Int(share * 100))%" : ""
        StandardError.write("\r\u{1B}[K\(bar)\(percent)  \(done)/\(total)\(isTotalFinal ? "" : "+")  \(note)")
    }

    /// Leaves the line.
    func finish() {
        if isShown { StandardError.write("\r\u{1B}[K") }
    }
}
