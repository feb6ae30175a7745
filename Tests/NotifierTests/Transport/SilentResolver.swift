public import Glibc
import Synchronization

/// A name server that never answers, for names under `.silent.invalid`.
///
/// libcurl asks libc for addresses. This process's own definition is found before libc's and hands on what is not meant.
enum SilentResolver {
    /// Longer than any test waits, so that a failing one ends too; milliseconds.
    static let patience: CInt = 20_000

    fileprivate typealias Lookup =
        @convention(c) (
            UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<addrinfo>?,
            UnsafeMutablePointer<UnsafeMutablePointer<addrinfo>?>?
        ) -> CInt

    private static let asked = Atomic(0)

    /// How often it has been asked.
    static var questions: Int { asked.load(ordering: .relaxed) }

    fileprivate static func isMeant(_ name: UnsafePointer<CChar>?) -> Bool {
        guard let name = unsafe name, unsafe String(cString: name).hasSuffix(".silent.invalid") else { return false }
        asked.add(1, ordering: .relaxed)
        return true
    }

    fileprivate static var next: Lookup? {
        // RTLD_NEXT, dlsym(3).
        unsafe dlsym(UnsafeMutableRawPointer(bitPattern: -1), "getaddrinfo").map {
            unsafe unsafeBitCast($0, to: Lookup.self)
        }
    }
}

/// Public, for only what is exported is found before libc's.
@_cdecl("getaddrinfo")
public func lookUp(
    _ name: UnsafePointer<CChar>?, _ service: UnsafePointer<CChar>?, _ hints: UnsafePointer<addrinfo>?,
    _ result: UnsafeMutablePointer<UnsafeMutablePointer<addrinfo>?>?
) -> CInt {
    if unsafe SilentResolver.isMeant(name) {
        poll(nil, 0, SilentResolver.patience)
        return EAI_AGAIN
    }
    return unsafe SilentResolver.next?(name, service, hints, result) ?? EAI_SYSTEM
}
