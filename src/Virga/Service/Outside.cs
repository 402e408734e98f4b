namespace Virga.Service;

/// <summary>
/// What lies beyond the World: machines, bytes. A part that this run does not have is null, and the operation that
/// needs it answers an error that says so.
/// </summary>
internal sealed class Outside
{
    /// <summary>Nothing beyond the World: what tests of pure operations use.</summary>
    public static readonly Outside None = new();

    /// <summary>The machines behind instances.</summary>
    public Compute.Machines? Machines { get; set; }

    /// <summary>The bytes of images in repositories.</summary>
    public Distribution.Storage.BlobStore? Blobs { get; set; }

    /// <summary>The server that keeps those bytes instead of our own files, or null.</summary>
    public Distribution.Backing.BackingRegistry? Backing { get; set; }

    /// <summary>Other registries, for pull-through caches.</summary>
    public Ecr.PullThroughCache.IUpstreams? Upstreams { get; set; }

    /// <summary>Keys of OpenID Connect issuers, or null.</summary>
    public Sts.Federation.IIssuerKeys? IssuerKeys { get; set; }

    /// <summary>The keys of signing profiles, or null.</summary>
    public Ecr.Signing.SigningKeys? SigningKeys { get; set; }

    /// <summary>Whether layers of images that a rule wants signed, and that are not, stay here.</summary>
    public bool RefusesUnsigned { get; set; }
}
