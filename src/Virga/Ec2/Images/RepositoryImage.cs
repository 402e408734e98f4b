using Virga.Distribution;
using Virga.Distribution.Http;
using Virga.Ecr;
using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ec2.Images;

/// <summary>
/// An image in a repository of this emulator's registry, as something to launch. Its reference names account, region,
/// repository and digest, not host and port: those may be others after a restart. It is our own; AWS has no such AMIs.
/// </summary>
/// <param name="Scope">Account and region of the registry.</param>
/// <param name="Repository">Its name.</param>
/// <param name="Digest">Of the image, or index.</param>
internal sealed record RepositoryImage(Scope Scope, string Repository, string Digest)
{
    private const string Scheme = "ecr://";

    /// <summary>What a row keeps.</summary>
    public string Reference => $"{Scheme}{Scope.Account}/{Scope.Region}/{Repository}@{Digest}";

    /// <summary>The image of a reference, or null when it is another kind.</summary>
    public static RepositoryImage? Parse(string reference)
    {
        if (!reference.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var parts = reference[Scheme.Length..].Split('/', 3);
        var name = parts[2].Split('@');
        return new(new(parts[0], parts[1]), name[0], name[1]);
    }

    /// <summary>
    /// The image that a URI names, as docker takes it: with a host of the registry's, or with account and region in the
    /// path. Null when it is no URI of this registry.
    /// </summary>
    /// <exception cref="AwsException">There is no such image, or the caller may not pull it.</exception>
    public static RepositoryImage? Find(WorldView at, string location)
    {
        var slash = location.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0) return null;
        var host = location[..slash].Split(':')[0];
        var name = location[(slash + 1)..];
        var cut = name.IndexOf('@', StringComparison.Ordinal);
        if (cut < 0) cut = name.LastIndexOf(':');
        var (repository, version) = cut < 0 ? (name, "latest") : (name[..cut], name[(cut + 1)..]);
        var path = RegistryPath.Parse(host, $"/v2/{repository}/manifests/{version}", "");
        if (path is null || path.Scope.Account.Length == 0) return null;
        var registry = at.At(path.Scope);
        registry.Repository(path.Repository, "ecr:BatchGetImage");
        ImageIdentifier id = Distribution.Digest.TryParse(version, out _)
            ? new() { ImageDigest = version }
            : new() { ImageTag = version };
        return new(path.Scope, path.Repository, ImageLookup.Get(registry, path.Repository, id).Digest);
    }
}
