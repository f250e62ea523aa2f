// Lowers the priority of the calling thread alone.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#elseif os(Windows)
import WinSDK
#endif

enum ThreadPriority {
    /// Applies `priority` to the calling thread.
    ///
    /// On Linux each thread has its own nice value and policy: `setpriority(PRIO_PROCESS, 0, n)` changes only the
    /// calling thread, unlike what POSIX says of processes. Where the system has no equivalent (nice values for threads
    /// on Darwin or Windows), the nearest that it has is used.
    ///
    /// - Returns: zero, or the system's error number.
    static func lower(to priority: WorkerPool.Configuration.Priority) -> Int32 {
        switch priority {
        case .normal: 0
        case .nice(let increment): addNice(Int32(increment))
        case .batch: setPolicy(batchPolicy)
        case .idle: setPolicy(idlePolicy)
        }
    }

    #if canImport(Glibc) || canImport(Musl)
    // SCHED_BATCH and SCHED_IDLE of <sched.h>, part of the kernel's interface. The C library's names for them require
    // _GNU_SOURCE, which Swift's importer does not set.
    private static let batchPolicy: Int32 = 3
    private static let idlePolicy: Int32 = 5

    private static func addNice(_ increment: Int32) -> Int32 {
        #if canImport(Glibc)
        let process = __priority_which_t(PRIO_PROCESS.rawValue)
        #else
        let process = PRIO_PROCESS
        #endif
        errno = 0
        let current = getpriority(process, 0)
        guard errno == 0 else { return errno }
        return setpriority(process, 0, min(current + increment, 19)) == 0 ? 0 : errno
    }

    private static func setPolicy(_ policy: Int32) -> Int32 {
        var parameters = sched_param()
        return unsafe pthread_setschedparam(pthread_self(), policy, &parameters)
    }
    #elseif canImport(Darwin)
    private static let batchPolicy = QOS_CLASS_UTILITY
    private static let idlePolicy = QOS_CLASS_BACKGROUND

    private static func addNice(_ increment: Int32) -> Int32 {
        // In place of nice values, QoS has a relative priority of 0 to -15 inside a class.
        increment == 0 ? 0 : pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, max(-increment, -15))
    }

    private static func setPolicy(_ policy: qos_class_t) -> Int32 { pthread_set_qos_class_self_np(policy, 0) }
    #elseif os(Windows)
    private static let batchPolicy = THREAD_PRIORITY_BELOW_NORMAL
    private static let idlePolicy = THREAD_PRIORITY_IDLE

    private static func addNice(_ increment: Int32) -> Int32 {
        increment == 0 ? 0 : setPolicy(increment < 10 ? THREAD_PRIORITY_BELOW_NORMAL : THREAD_PRIORITY_LOWEST)
    }

    private static func setPolicy(_ policy: Int32) -> Int32 {
        unsafe SetThreadPriority(GetCurrentThread(), policy) ? 0 : Int32(GetLastError())
    }
    #endif
}
