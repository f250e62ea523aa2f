extension WorkerPool {
    /// Why a pool could not be made.
    ///
    /// No thread is left behind.
    public enum StartError: Error, Hashable, CustomStringConvertible {
        /// A field of the ``Configuration`` has an invalid value.
        case invalid(field: String, value: String, requirement: String)
        /// The system refused a thread: after `started` of the `wanted` ones (the workers and the coordinator) it
        /// returned `errorNumber`, `EAGAIN` if a limit on threads or memory is reached.
        case threadRefused(started: Int, wanted: Int, errorNumber: Int32)
        /// The system refused the workers the requested ``Configuration/priority-swift.property``.
        case priorityRefused(Configuration.Priority, errorNumber: Int32)

        /// One line that names the cause and the value.
        public var description: String {
            switch self {
            case .invalid(let field, let value, let requirement):
                "\(field) is \(value), but must be \(requirement)"
            case .threadRefused(let started, let wanted, let errorNumber):
                "the system refused thread \(started + 1) of \(wanted): error \(errorNumber)"
            case .priorityRefused(let priority, let errorNumber):
                "the system refused the workers the priority \(priority): error \(errorNumber)"
            }
        }
    }
}
