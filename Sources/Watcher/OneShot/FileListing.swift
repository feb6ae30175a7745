public import Core

/// The files under some paths, for commands that go over them once.
public enum FileListing {
    /// Lists the files: a path that is no directory as it is, whatever its name; of a directory everything below it that
    /// the settings do not ignore.
    ///
    /// - Parameters:
    ///   - paths: files and directories, as a person named them.
    ///   - settings: which names are ignored, whether directories within directories and symbolic links count.
    /// - Returns: the files in path-byte order, each once.
    /// - Throws: ``SyscallError`` for a path that is not there, or a directory that cannot be listed.
    public static func files(under paths: [BytePath], settings: WatchSettings) throws(SyscallError) -> [BytePath] {
        var files: Set<BytePath> = []
        for path in paths {
            guard try FileStatus(of: path, following: true).kind == .directory else {
                files.insert(path)
                continue
            }
            let scan = TreeScan(settings.tree)
            scan.add(root: path)
            while scan.advance(entering: { _, _ in }) { files.insert(scan.path) }
            if let failure = scan.failures.first { throw failure }
        }
        return files.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }
}
