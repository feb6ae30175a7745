import CChild
import Glibc

/// A directory that only this user can enter, gone with everything in it when its owner is done.
struct PrivateDirectory: ~Copyable {
    /// Its absolute path.
    let path: String

    /// Makes one in a directory for temporary files, mkdtemp(3); nil when that fails, with the reason in errno.
    init?(in parent: String) {
        guard let template = unsafe strdup("\(parent)/gongkai-XXXXXX") else { return nil }
        defer { unsafe free(template) }
        guard unsafe mkdtemp(template) != nil else { return nil }
        path = unsafe String(cString: template)
    }

    deinit {
        unsafe child_remove_tree(path)
    }
}
