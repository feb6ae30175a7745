import Core
import Documents
import Glibc

/// A sidecar is no report: what is noticed about it is a reason to read its report again, if that is there. One without
/// a report is nobody's business until the report comes, which is read with it then.
extension Scout {
    /// Notes the sidecar that a report was stored with, or that there is none any more.
    func remember(_ sidecar: SidecarSighting?, of report: BytePath) {
        let key = Inventory.key(of: SidecarName.sidecar(of: report))
        guard let sidecar else { return inventory.forget(key) }
        inventory.remember(key, sidecar.status, isRacy: sidecar.isRacy)
    }

    /// An event tells of a sidecar: its report is read with it when it has settled, or without one that has gone.
    func handle(_ event: InotifyEvent, ofSidecarOf report: BytePath, _ now: Monotonic) {
        // What is made whole by one call is closed by nobody.
        let arrival = event.has(IN_ISDIR) ? IN_CREATE : IN_CLOSE_WRITE
        guard event.has(arrival | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM), statusOfReport(report) != nil,
            hasNewSidecar(report)
        else { return }
        act(.noticed(report, .created), now)
    }

    /// Whether a report has a sidecar that it is not stored with, or not the one that it is.
    func hasNewSidecar(_ report: BytePath) -> Bool {
        let path = SidecarName.sidecar(of: report)
        let key = Inventory.key(of: path)
        guard let status = FileStatus(ofSidecar: path, following: tree.followsSymbolicLinks) else {
            return inventory.find(key) != nil
        }
        return !inventory.recognizes(key, status)
    }

    /// The status of the report that a sidecar belongs to; nil when there is none.
    func statusOfReport(_ path: BytePath) -> FileStatus? {
        guard !tree.ignore.matches(path.name),
            let status = try? FileStatus(of: path, following: tree.followsSymbolicLinks), status.kind == .regular
        else { return nil }
        return status
    }
}
