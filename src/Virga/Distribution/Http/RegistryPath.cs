using System.Text.RegularExpressions;
using Virga.Service.Http;

namespace Virga.Distribution.Http;

/// <summary>
/// What a path of the distribution API asks for. The repository's account and region come from the host
/// (<c>ACCOUNT.dkr.ecr.REGION.anything</c>), else from the first two parts of its name, else they are the default ones.
/// </summary>
/// <param name="Scope">Account and region.</param>
/// <param name="Kind">Which endpoint of the specification.</param>
/// <param name="Repository">The repository's name in ECR.</param>
/// <param name="Reference">A tag, digest or upload id; empty where the endpoint has none.</param>
/// <param name="Name">The repository as the client wrote it.</param>
internal sealed partial record RegistryPath(
    Scope Scope, RegistryPathKind Kind, string Repository, string Reference, string Name)
{
    private const string Root = "/v2/";

    /// <summary>The path, or null when it is none of the specification's.</summary>
    public static RegistryPath? Parse(string host, string path, string defaultAccount)
    {
        var place = OfHost(host);
        if (path is "/v2" or Root) return new(place ?? Default(defaultAccount), RegistryPathKind.Base, "", "", "");
        if (!path.StartsWith(Root, StringComparison.Ordinal)) return null;
        var parts = path[Root.Length..].Split('/');
        if (parts is ["_catalog"])
            return new(place ?? Default(defaultAccount), RegistryPathKind.Catalog, "", "", "");
        var (kind, length, reference) = parts switch
        {
            [_, .., "blobs", "uploads"] => (RegistryPathKind.Uploads, 2, ""),
            [_, .., "blobs", "uploads", ""] => (RegistryPathKind.Uploads, 3, ""),
            [_, .., "blobs", "uploads", var id] => (RegistryPathKind.Upload, 3, id),
            [_, .., "blobs", var digest] => (RegistryPathKind.Blob, 2, digest),
            [_, .., "manifests", var image] => (RegistryPathKind.Manifest, 2, image),
            [_, .., "tags", "list"] => (RegistryPathKind.Tags, 2, ""),
            [_, .., "referrers", var subject] => (RegistryPathKind.Referrers, 2, subject),
            _ => (RegistryPathKind.Base, 0, ""),
        };
        if (length == 0) return null;
        var name = parts[..^length];
        if (place is null && name.Length > 2 && Account().IsMatch(name[0]) && Region().IsMatch(name[1]))
            return new(new(name[0], name[1]), kind, string.Join('/', name[2..]), reference, string.Join('/', name));
        var whole = string.Join('/', name);
        return new(place ?? Default(defaultAccount), kind, whole, reference, whole);
    }

    /// <summary>Account and region of another repository of the same registry, as a mount names it.</summary>
    public string NameInRegistry(string name)
    {
        var prefix = $"{Scope.Account}/{Scope.Region}/";
        return Name != Repository && name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    private static Scope? OfHost(string host)
    {
        var match = Host().Match(host);
        return match.Success ? new Scope(match.Groups["account"].Value, match.Groups["region"].Value) : null;
    }

    private static Scope Default(string account) => new(account, ApiRouter.DefaultRegion);

    [GeneratedRegex(@"^(?<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.")]
    private static partial Regex Host();

    [GeneratedRegex(@"^\d{12}$")]
    private static partial Regex Account();

    [GeneratedRegex(@"^[a-z]{2}(?:-[a-z]+)+-\d$")]
    private static partial Regex Region();
}

/// <summary>The endpoints of the distribution specification.</summary>
internal enum RegistryPathKind
{
    Base,
    Catalog,
    Blob,
    Uploads,
    Upload,
    Manifest,
    Tags,
    Referrers,
}
