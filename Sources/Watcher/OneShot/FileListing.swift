public import Core
import Documents

/// The files under some paths, for commands that go over them once.
public enum FileListing {
    /// Lists the files: a path that is no directory as it is, whatever its name; of a directory everything below it that
    /// the settings do not ignore. Sidecars belong to their reports and are none of their own, except one that is named
    /// and has no report.
    ///
    /// - Parameters:
    ///   - paths: files and directories, as a person named them.
    ///   - settings: which names are ignored, whether directories within directories and symbolic links count.
    /// - Returns: the files in path-byte order, each once, and what is not there or could not be listed.
    public static func files(
        under paths: [BytePath], settings: WatchSettings
    ) -> (files: [BytePath], failures: [SyscallError]) {
        var files: Set<BytePath> = []
        var failures: [SyscallError] = []
        for path in paths {
            do throws(SyscallError) {
                guard try FileStatus(of: path, following: true).kind == .directory else {
                    if !isBesideReport(path) { files.insert(path) }
                    continue
                }
            } catch {
                failures.append(error)
                continue
            }
            let scan = TreeScan(settings.tree)
            scan.add(root: path)
            while scan.advance(entering: { _, _ in }) {
                if !SidecarName.matches(scan.name) { files.insert(scan.path) }
            }
            failures += scan.failures
        }
        return (files.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }, failures)
    }

    private static func isBesideReport(_ path: BytePath) -> Bool {
        guard let report = SidecarName.report(of: path) else { return false }
        return (try? FileStatus(of: report, following: true)) != nil
    }
}
