// One operating system thread.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

/// The handle of a started thread.
///
/// It must be joined or detached exactly once, or the thread's stack is never freed.
struct Thread: @unchecked Sendable {
    // `@unchecked Sendable`: a handle is a number or an opaque address that the system accepts on any thread.
    #if os(Windows)
    private let handle: HANDLE
    #else
    private let handle: pthread_t
    #endif

    /// The system refused to make a thread.
    struct Refusal: Error {
        let errorNumber: Int32
    }

    /// Lets other threads that wait for this CPU run first.
    static func yield() {
        #if os(Windows)
        SwitchToThread()
        #else
        sched_yield()
        #endif
    }

    /// Starts a thread that runs `body` and ends.
    ///
    /// - Parameters:
    ///   - name: What debuggers and `top -H` show; Linux shows 15 bytes of it.
    ///   - stackSize: In bytes.
    ///   - body: Runs on the new thread, and is released there.
    /// - Returns: The handle.
    /// - Throws: A ``Refusal`` if the system makes no thread.
    static func start(
        name: String,
        stackSize: Int,
        _ body: @escaping @Sendable () -> Void
    ) throws(Refusal) -> Thread {
        let start = unsafe Unmanaged.passRetained(ThreadStart(name: name, body: body))
        do throws(Refusal) {
            return unsafe try make(stackSize: stackSize, start.toOpaque())
        } catch {
            unsafe start.release()
            throw error
        }
    }

    #if os(Windows)
    private static func make(
        stackSize: Int,
        _ argument: UnsafeMutableRawPointer
    ) throws(Refusal) -> Thread {
        let handle = unsafe CreateThread(
            nil,
            SIZE_T(stackSize),
            ThreadStart.entry,
            argument,
            DWORD(STACK_SIZE_PARAM_IS_A_RESERVATION),
            nil
        )
        guard let handle = unsafe handle else { throw Refusal(errorNumber: Int32(GetLastError())) }
        return unsafe Thread(handle: handle)
    }

    /// Waits until the thread has ended.
    ///
    /// Never to be called on the thread itself.
    func join() {
        unsafe WaitForSingleObject(handle, INFINITE)
        unsafe CloseHandle(handle)
    }

    /// Lets the system clean up after the thread when it ends.
    func detach() { unsafe CloseHandle(handle) }
    #else
    private static func make(
        stackSize: Int,
        _ argument: UnsafeMutableRawPointer
    ) throws(Refusal) -> Thread {
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        var status = unsafe pthread_attr_setstacksize(&attributes, stackSize)
        guard status == 0 else { throw Refusal(errorNumber: status) }

        #if canImport(Darwin)
        var handle: pthread_t?
        status = unsafe pthread_create(&handle, &attributes, ThreadStart.entry, argument)
        guard status == 0, let handle = unsafe handle else { throw Refusal(errorNumber: status) }
        #else
        var handle = pthread_t()
        status = unsafe pthread_create(&handle, &attributes, ThreadStart.entry, argument)
        guard status == 0 else { throw Refusal(errorNumber: status) }
        #endif
        return Thread(handle: handle)
    }

    /// Waits until the thread has ended.
    ///
    /// Never to be called on the thread itself.
    func join() { pthread_join(handle, nil) }

    /// Lets the system clean up after the thread when it ends.
    func detach() { pthread_detach(handle) }
    #endif
}

/// What a new thread is handed across the C boundary: retained by the starter, released by the thread.
private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    // The function that the system calls on the new thread, in each system's form.
    #if os(Windows)
    static let entry: @convention(c) (LPVOID?) -> DWORD = { argument in
        unsafe run(argument!)
        return 0
    }
    #elseif canImport(Darwin)
    static let entry: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { argument in
        unsafe run(argument)
        return nil
    }
    #else
    static let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        unsafe run(argument!)
        return nil
    }
    #endif

    private static func run(_ argument: UnsafeMutableRawPointer) {
        // `start` made the one retain for this call; taking it makes the body die here, on its thread.
        let start = unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
        nameCurrentThread(start.name)
        start.body()
    }

    private static func nameCurrentThread(_ name: String) {
        #if canImport(Darwin)
        pthread_setname_np(name)
        #elseif os(Windows)
        name.withCString(encodedAs: UTF16.self) { _ = unsafe SetThreadDescription(GetCurrentThread(), $0) }
        #else
        // `pthread_setname_np` requires _GNU_SOURCE, which Swift's importer does not set; on the calling thread it is
        // this write. A name is a convenience: where /proc is not mounted there is none.
        let file = unsafe open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        var name = name
        name.withUTF8 { _ = unsafe write(file, $0.baseAddress, $0.count) }
        close(file)
        #endif
    }
}
