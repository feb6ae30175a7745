import Core
import Glibc

/// File systems on which others' changes give no event here (inotify(7), "Limitations"), found by proc_pid_mountinfo(5).
struct RemoteFileSystems {
    private static let types = ["nfs", "cifs", "smb", "9p", "fuse", "ceph", "afs", "virtiofs", "vboxsf"]

    /// The type by device.
    private var byDevice: [UInt64: String] = [:]

    /// Those that are mounted, from the text of `/proc/self/mountinfo`.
    init(mountinfo: String) {
        for line in mountinfo.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 6, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else { continue }
            let device = fields[2].split(separator: ":").compactMap { UInt64($0) }
            let type = fields[dash + 1]
            guard device.count == 2, Self.types.contains(where: { type.hasPrefix($0) }) else { continue }
            byDevice[Self.number(major: device[0], minor: device[1])] = String(type)
        }
    }

    /// Those that are mounted now; none when `/proc` does not say.
    static func mounted() -> RemoteFileSystems {
        var text: [UInt8] = []
        let path = BytePath("/proc/self/mountinfo")
        if let file = try? OwnedDescriptor.open(path, flags: 0) {
            unsafe withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
                while let count = unsafe try? file.read(into: buffer, path), count > 0 {
                    unsafe text.append(contentsOf: buffer[..<count])
                }
            }
        }
        return RemoteFileSystems(mountinfo: String(decoding: text, as: UTF8.self))
    }

    /// The type of the remote file system that holds a file; nil when it is local.
    func type(of status: FileStatus) -> String? { byDevice[status.device] }

    /// `makedev` of makedev(3), which is a macro.
    private static func number(major: UInt64, minor: UInt64) -> UInt64 {
        (major & 0xffff_f000) << 32 | (major & 0xfff) << 8 | (minor & 0xffff_ff00) << 12 | minor & 0xff
    }
}
