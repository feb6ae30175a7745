internal import CCurl

/// One libcurl multi handle: the connections of all channels, driven by one thread.
///
/// `@unchecked`: the handle never changes; other threads only call ``wake()``, which libcurl allows from any thread
/// (curl_multi_wakeup(3)), and everything else is called by the one ``CurlTransport`` that owns this.
@safe final class CurlMulti: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer

    /// A handle; nil when libcurl cannot be set up.
    init?() {
        guard CurlLibrary.isReady, let handle = unsafe curl_multi_init() else { return nil }
        unsafe self.handle = handle
    }

    deinit {
        unsafe curl_multi_cleanup(handle)
    }

    /// Ends the poll that is under way, or the next one at once.
    func wake() {
        unsafe curl_multi_wakeup(handle)
    }

    func add(_ easy: CurlEasy) -> CURLMcode {
        unsafe curl_multi_add_handle(handle, easy.handle)
    }

    func remove(_ easy: CurlEasy) {
        unsafe curl_multi_remove_handle(handle, easy.handle)
    }

    func perform() {
        var running: CInt = 0
        unsafe curl_multi_perform(handle, &running)
    }

    func poll(milliseconds: Int) {
        unsafe curl_multi_poll(handle, nil, 0, CInt(clamping: milliseconds), nil)
    }

    /// The next transfer that ended, by ``CurlEasy/id``, with how it ended.
    func nextFinished() -> (id: UInt, code: CURLcode)? {
        var remaining: CInt = 0
        while let message = unsafe curl_multi_info_read(handle, &remaining) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle else {
                continue
            }
            return unsafe (UInt(bitPattern: easy), message.pointee.data.result)
        }
        return nil
    }
}

/// libcurl's one-time set-up (curl_global_init(3)).
private enum CurlLibrary {
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
