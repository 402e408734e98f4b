using Microsoft.AspNetCore.Http;
using Virga.Distribution.Storage;
using Virga.Ecr;
using Virga.Ecr.Repositories;
using Virga.Service;
using Virga.State;

namespace Virga.Distribution.Http;

/// <summary>One request to the registry: what it asks for, and in whose name.</summary>
internal sealed record RegistryCall(HttpContext Http, RegistryPath Path, Session Session)
{
    public HttpRequest Request => Http.Request;

    public HttpResponse Response => Http.Response;

    public string Repository => Path.Repository;

    public CancellationToken Aborted => Http.RequestAborted;

    public BlobStore Blobs => Session.Outside.Blobs!;

    /// <summary>The repository, when it is there and the caller may do this.</summary>
    public WorldView Open(string action)
    {
        var at = Session.Read();
        at.Repository(Repository, action);
        return at;
    }

    /// <summary>The path of something in this repository, as the client wrote its name.</summary>
    public string Location(string rest) => $"/v2/{Path.Name}/{rest}";

    /// <summary>The digest in the path.</summary>
    public Digest Digest() => Distribution.Digest.TryParse(Path.Reference, out var digest)
        ? digest
        : throw RegistryError.DigestInvalid(Path.Reference);
}
