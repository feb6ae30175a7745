import Core
import Glibc
import Testing

@testable import Watcher

@Suite struct DiscoveryTests {
    @Test(arguments: [
        (".*", ".a", true), (".*", "a.", false), ("*.part", "a.part", true), ("*.part", "a.part.txt", false),
        ("a*b?c", "axxbyc", true), ("a*b?c", "axxbc", false), ("*", "x", true), ("**a", "bba", true),
        ("exact", "exact", true),
        ("exact", "exactly", false), ("*a*a*", "banana", true), ("*~", "a~", true),
    ])
    func `globs match names`(_ glob: String, _ name: String, _ isMatch: Bool) {
        #expect(IgnoreRules(globs: [glob]).matches(Array(name.utf8)) == isMatch)
    }

    @Test func `sidecars are never reports`() {
    }

    @Test func `events are taken apart and a cut one is left out`() {
        func raw(_ watch: Int32, _ mask: UInt32, _ name: String, padding: Int) -> [UInt8] {
            let name = Array(name.utf8) + Array(repeating: 0, count: padding)
            let words = [UInt32(bitPattern: watch), mask, 0, UInt32(name.count)]
            return words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } } + name
        }
        let bytes =
            raw(1, UInt32(IN_CREATE), "a.txt", padding: 11) + raw(-1, UInt32(IN_Q_OVERFLOW), "", padding: 0)
            + raw(2, UInt32(IN_DELETE), "b", padding: 15).dropLast()
        var events: [InotifyEvent] = []
        InotifyEvent.parse(bytes) { events.append($0) }
        #expect(
            events == [
                InotifyEvent(watch: 1, mask: UInt32(IN_CREATE), name: Array("a.txt".utf8)),
                InotifyEvent(watch: -1, mask: UInt32(IN_Q_OVERFLOW), name: []),
            ])
    }

    @Test func `an inventory recognizes what stands as it was stored`() {
        var inventory = Inventory()
        let path = BytePath("/drop/a.txt")
        let key = Inventory.key(of: path)
        let status = FileStatus(kind: .regular, inode: 7, size: 10, modifiedNanoseconds: 5)
        let replaced = FileStatus(kind: .regular, inode: 8, size: 10, modifiedNanoseconds: 5)
        func isRecognized(_ status: FileStatus) -> Bool { inventory.recognizes(key, status) }
        #expect(!isRecognized(status))
        inventory.load(FileStamp(path: path, size: 10, modifiedNanoseconds: 5))
        #expect(!isRecognized(FileStatus(kind: .regular, inode: 7, size: 11, modifiedNanoseconds: 5)))
        #expect(isRecognized(status))
        #expect(isRecognized(status))
        #expect(!isRecognized(replaced), "the inode counts once it has been seen")
        inventory.remember(key, status, isRacy: true)
        #expect(!isRecognized(status), "a second change may bear the same time")
    }

    @Test func `a file of 1970 is recognized as it was stored`() {
        var inventory = Inventory()
        let path = BytePath("/drop/a.txt")
        inventory.load(FileStamp(path: path, size: 10, modifiedNanoseconds: 0))
        let status = FileStatus(kind: .regular, inode: 7, size: 10, modifiedNanoseconds: 0)
        let isRecognized = inventory.recognizes(Inventory.key(of: path), status)
        #expect(isRecognized)
    }

    @Test func `what could not be opened is never recognized as read`() {
        var inventory = Inventory()
        let path = BytePath("/drop/a.txt")
        let key = Inventory.key(of: path)
        func isRecognized(_ status: FileStatus) -> Bool { inventory.recognizes(key, status) }
        inventory.load(FileStamp(path: path, size: Inventory.unreadSize, modifiedNanoseconds: 0))
        #expect(!isRecognized(FileStatus(kind: .regular, inode: 7, size: 0, modifiedNanoseconds: 0)))
        #expect(isRecognized(FileStatus(kind: .fifo, inode: 7, size: 0, modifiedNanoseconds: 99)))
        #expect(inventory.isUnread(key))
    }

    @Test func `a directory's key and a path's key are one`() {
        let directory = DirectoryKey(BytePath("/drop/sub").bytes[...])
        #expect(directory.key(Array("a.txt".utf8)[...]) == Inventory.key(of: BytePath("/drop/sub/a.txt")))
        #expect(directory.key(Array("a.txt".utf8)[...]) != Inventory.key(of: BytePath("/drop/suba.txt")))
    }

    @Test func `remote file systems are known by their mounts`() {
        let mounts = RemoteFileSystems(
            mountinfo: """
                36 35 0:52 / /srv/drop rw,relatime shared:1 - nfs4 server:/export rw
                37 35 254:0 / / rw,relatime - ext4 /dev/vda rw
                """)
        func status(_ device: UInt64) -> FileStatus {
            FileStatus(kind: .directory, device: device, inode: 1, size: 0, modifiedNanoseconds: 0)
        }
        #expect(mounts.type(of: status(52)) == "nfs4")
        #expect(mounts.type(of: status(254 << 8)) == nil)
    }

    @Test func `paths are listed in byte order, named files whatever their name`() throws {
        let drop = try DropFolder()
        try drop.makeDirectory("b")
        for name in ["b/2.txt", "b/.hidden", "a.txt", ".named", "b-c.txt"] { try drop.write(name, "valid") }
        let listed = FileListing.files(
            under: [drop.path, drop["missing"], drop[".named"], drop["a.txt"]], settings: .test(drop.path))
        #expect(listed.files == [".named", "a.txt", "b-c.txt", "b/2.txt"].map { drop[$0] })
        // What is missing costs nothing of what is there.
        #expect(listed.failures.map(\.path) == [drop["missing"]])
    }
}
