namespace Virga.Metadata;

/// <summary>One request that an instance made.</summary>
/// <param name="Path">The path below the version.</param>
/// <param name="Version">The version in the path, "latest" or a date.</param>
/// <param name="HadToken">Whether a valid session token came with it (IMDSv2).</param>
/// <param name="Status">The status it was answered with.</param>
internal readonly record struct MetadataRead(DateTimeOffset At, string Path, string Version, bool HadToken, int Status);

/// <summary>
/// What an instance read last, so that a test can assert that its program saw the notice. Bounded: a ring of
/// <see cref="Capacity"/> entries, the oldest of which is overwritten.
/// </summary>
internal sealed class MetadataReadLog
{
    /// <summary>Enough for a boot of cloud-init (about 200 reads) and some minutes of polling.</summary>
    public const int Capacity = 1024;

    private readonly Lock _gate = new();
    private MetadataRead[] _ring = [];
    private long _count;

    /// <summary>How many requests there were in all.</summary>
    public long Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    public void Add(in MetadataRead read)
    {
        lock (_gate)
        {
            // Grows from 16, because most instances of a big world are never asked anything.
            if (_count == _ring.Length && _ring.Length < Capacity)
                Array.Resize(ref _ring, Math.Max(16, _ring.Length * 4));
            _ring[_count++ % _ring.Length] = read;
        }
    }

    /// <summary>The entries that are still there, oldest first.</summary>
    public MetadataRead[] Snapshot()
    {
        lock (_gate)
        {
            var kept = (int)Math.Min(_count, _ring.Length);
            var reads = new MetadataRead[kept];
            for (var i = 0; i < kept; i++) reads[i] = _ring[(_count - kept + i) % _ring.Length];
            return reads;
        }
    }
}
