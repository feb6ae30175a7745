import Glibc

/// The clients of the moment, on one thread. There are at most ``capacity``: for one more, the one goes that has been
/// there for longest and is not being answered, so that idle connections keep nobody out and take no descriptors.
struct HTTPClients {
    static let capacity = 32
    /// How long no one is accepted when the system gives no descriptor, milliseconds.
    private static let arrivalPause: Int64 = 1000

    /// What waiting came to.
    struct Events {
        /// Whether the server is to end.
        var isWoken: Bool
        /// Whether somebody wants to connect.
        var hasArrivals: Bool
    }

    private struct Client {
        let socket: SocketDescriptor
        var conversation: HTTPConversation
        /// What poll(2) says.
        var events: CShort = 0
    }

    private let respond: (HTTPRequest) -> HTTPResponse
    /// The longest there first.
    private var clients: [Client] = []
    private var arrivalsPausedUntil: Int64 = 0
    private var buffer = [UInt8](repeating: 0, count: HTTPRequestHead.longest)

    init(respond: @escaping (HTTPRequest) -> HTTPResponse) {
        self.respond = respond
    }

    /// How many there are.
    var count: Int { clients.count }

    /// Takes one more.
    mutating func add(_ socket: SocketDescriptor, at now: Int64) {
        if clients.count >= Self.capacity {
            let victim = clients.firstIndex { $0.conversation.phase != .writing } ?? clients.startIndex
            clients.remove(at: victim)
        }
        clients.append(Client(socket: socket, conversation: HTTPConversation(at: now)))
    }

    /// Accepts nobody for a while.
    mutating func pauseArrivals(at now: Int64) {
        arrivalsPausedUntil = now + Self.arrivalPause
    }

    /// Waits for something to do, or for the next deadline.
    mutating func poll(wake: SocketDescriptor, listener: SocketDescriptor, at now: Int64) -> Events {
        let isPaused = now < arrivalsPausedUntil
        var sockets = [pollfd(fd: wake.number, events: CShort(POLLIN), revents: 0)]
        // A negative descriptor is ignored.
        sockets.append(pollfd(fd: isPaused ? -1 : listener.number, events: CShort(POLLIN), revents: 0))
        for client in clients {
            let wanted = client.conversation.phase == .writing ? POLLOUT : POLLIN
            sockets.append(pollfd(fd: client.socket.number, events: CShort(wanted), revents: 0))
        }
        let deadlines = clients.map(\.conversation.deadline) + (isPaused ? [arrivalsPausedUntil] : [])
        let timeout = deadlines.min().map { CInt(max(0, min($0 - now, 60_000))) } ?? -1
        let ready = unsafe sockets.withUnsafeMutableBufferPointer {
            unsafe Glibc.poll($0.baseAddress, nfds_t($0.count), timeout)
        }
        guard ready > 0 else { return Events(isWoken: false, hasArrivals: false) }
        for index in clients.indices { clients[index].events = sockets[index + 2].revents }
        return Events(isWoken: sockets[0].revents != 0, hasArrivals: sockets[1].revents != 0)
    }

    /// Reads and writes what there is, and lets those go whose time is up.
    mutating func serve(at now: Int64) {
        for index in clients.indices {
            if clients[index].events != 0 { serve(index, at: now) }
            clients[index].events = 0
            clients[index].conversation.tick(at: now)
        }
        clients.removeAll { $0.conversation.phase == .over }
    }

    private mutating func serve(_ index: Int, at now: Int64) {
        // At most one buffer each time, so that a client that sends without end leaves the others their turn.
        if clients[index].conversation.phase != .writing { receive(index, at: now) }
        if clients[index].conversation.phase == .writing { send(index, at: now) }
    }

    private mutating func receive(_ index: Int, at now: Int64) {
        let socket = clients[index].socket.number
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe recv(socket, bytes.baseAddress, bytes.count, 0)
        }
        if count > 0 {
            clients[index].conversation.received(buffer[..<count], at: now, respond: respond)
        } else if count == 0 || !isTemporary(errno) {
            clients[index].conversation.receivedEnd()
        }
    }

    private mutating func send(_ index: Int, at now: Int64) {
        let socket = clients[index].socket.number
        while clients[index].conversation.phase == .writing {
            let count = unsafe clients[index].conversation.unsent.withUnsafeBytes { bytes in
                unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else {
                if !isTemporary(errno) { clients[index].conversation.break() }
                return
            }
            clients[index].conversation.sent(count, at: now)
        }
        _ = shutdown(socket, CInt(SHUT_WR))
    }

    private func isTemporary(_ code: CInt) -> Bool { code == EAGAIN || code == EINTR }
}
