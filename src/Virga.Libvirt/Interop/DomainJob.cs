namespace Virga.Libvirt.Interop;

/// <summary>virDomainJobType. Source: libvirt-domain.h.</summary>
internal enum DomainJobState
{
    None = 0,
    Bounded = 1,
    Unbounded = 2,
    Completed = 3,
    Failed = 4,
    Cancelled = 5,
}

/// <summary>How far a domain's job has come, in bytes.</summary>
internal readonly record struct DomainJob(DomainJobState State, ulong ProcessedBytes, ulong TotalBytes)
{
    internal bool IsUnderWay => State is DomainJobState.Bounded or DomainJobState.Unbounded;
}
