using System.Buffers.Text;
using System.Text;
using Virga.Metadata.Http;

namespace Virga.Metadata;

/// <summary>What a connection remembers from one request to the next.</summary>
internal sealed class MetadataSession(MetadataPeer peer)
{
    private byte[] _token = [];
    private string _instanceId = "";
    private long _expiry;

    public MetadataPeer Peer { get; } = peer;

    /// <summary>The expiry of the token checked last, when it is the same token for the same instance: a client on a
    /// kept-alive connection sends one token again and again, so that its MAC is computed once.</summary>
    public long? Remembered(string instanceId, ReadOnlySpan<byte> token) =>
        token.SequenceEqual(_token) && ReferenceEquals(instanceId, _instanceId) ? _expiry : null;

    public void Remember(string instanceId, ReadOnlySpan<byte> token, long expiry)
    {
        if (_token.Length != token.Length) _token = new byte[token.Length];
        token.CopyTo(_token);
        _instanceId = instanceId;
        _expiry = expiry;
    }
}

/// <summary>How a reply is to be sent.</summary>
/// <param name="HopLimit">The IP TTL of the packets that carry it; null for the system's own.</param>
internal readonly record struct ReplyTraits(bool Closes, int? HopLimit = null);

/// <summary>
/// The metadata service: a request and the tree of its instance in, a reply's bytes out. It holds no state but the key
/// of its tokens, and does no I/O.
/// </summary>
internal sealed class MetadataEndpoint(
    MetadataProfile profile, IMetadataSource source, TimeProvider clock, IMetadataControl? control = null)
{
    private readonly SessionTokens _tokens = SessionTokens.WithNewKey(profile.TokenPrefixLength);
    private static readonly MetadataNode TokenNode = new("api/token");

    private readonly HttpDate _date = new();

    private ReplyHead Head => new(profile, _date, clock.GetUtcNow());

    /// <summary>Answers one request into the writer.</summary>
    public ReplyTraits Answer(scoped in MetadataRequest request, MetadataSession session, ReplyWriter writer)
    {
        var head = Head with { Closes = profile.ClosesAfterReply || !request.KeepsAlive, HasBody = !request.IsHead };
        if (control is not null && request.Path.StartsWith("/_virga/"u8))
            return head.Control(writer, control.Answer(request));

        var path = request.Path;
        Span<byte> scratch = stackalloc byte[PathCleaner.Longest];
        if (source.Find(session.Peer, ref path) is not { } target) return head.Error(writer, 404, profile.NotFound);
        if (profile.RedirectsUncleanPaths && PathCleaner.Redirect(path) is { } clean)
            return head.Redirect(writer, clean);
        if (!PathCleaner.TryClean(path, scratch, out path)) return head.Error(writer, 404, profile.NotFound);
        var visit = new Visit(request, target, session, head, writer);
        var outcome = Dispatch(visit, path);
        Log(visit, path, outcome);
        return outcome.Traits;
    }

    /// <summary>Answers bytes that are no request; the connection ends after it.</summary>
    public void Refuse(ParseResult result, ReplyWriter writer)
    {
        var head = Head with { Closes = true };
        if (result == ParseResult.TooLarge) head.Error(writer, 413, profile.Malformed);
        else head.Error(writer, 400, profile.Malformed);
    }

    private Outcome Dispatch(scoped in Visit visit, ReadOnlySpan<byte> path)
    {
        if (!visit.Target.Options.IsEndpointEnabled) return visit.Error(403, profile.Forbidden);
        if (visit.Request.IsPut) return Put(visit, path);
        // GET of the token's path is 405 with the methods that are allowed (capture of 2025).
        if (path.SequenceEqual("/latest/api/token"u8)) return visit.NotAllowed("OPTIONS, PUT"u8);
        if (!visit.Request.IsGet && !visit.Request.IsHead) return visit.NotAllowed("OPTIONS, GET, HEAD"u8);
        long? remaining = null;
        if (visit.Request.HasToken && (visit.Target.Options.AreTokensRequired || !profile.IgnoresTokensUnlessRequired))
        {
            remaining = RemainingSeconds(visit);
            if (remaining is null) return visit.Error(401, profile.Unauthorized);
        }
        else if (visit.Request.HasToken)
        {
            remaining = RemainingSeconds(visit);
        }
        else if (visit.Target.Options.AreTokensRequired)
        {
            return visit.Error(401, profile.Unauthorized);
        }

        return Read(visit with { TtlSeconds = remaining }, path) with { HadToken = remaining is not null };
    }

    private Outcome Put(scoped in Visit visit, ReadOnlySpan<byte> path)
    {
        // A PUT elsewhere, also at a dated version, is refused; so is one that came through a proxy (User Guide,
        // "IMDSv2": X-Forwarded-For), or a reverse proxy would hand tokens out.
        if (!path.SequenceEqual("/latest/api/token"u8) || visit.Request.HasForwardedFor)
            return visit.Error(403, profile.Forbidden);
        if (ReadTtl(visit.Request.TokenTtl) is not { } ttl) return visit.Error(400, profile.BadRequest);
        var traits = visit.Head.Token(visit.Writer, _tokens, visit.Target, ttl);
        return new Outcome(traits with { HopLimit = visit.Target.Options.HopLimit }, 200, MetadataVersions.Latest,
            TokenNode);
    }

    private long? RemainingSeconds(scoped in Visit visit)
    {
        var token = visit.Request.Token;
        var id = visit.Target.InstanceId;
        var expiry = visit.Session.Remembered(id, token);
        if (expiry is null)
        {
            expiry = _tokens.Expiry(id, token);
            if (expiry is null) return null;
            visit.Session.Remember(id, token, expiry.Value);
        }

        var remaining = expiry.Value - visit.Head.Now.ToUnixTimeSeconds();
        return remaining > 0 ? remaining : null;
    }

    private Outcome Read(scoped in Visit visit, ReadOnlySpan<byte> path)
    {
        if (path.Length <= 1) return visit.Ok(profile.RootListing, visit.Target.Tree);
        var slash = path[1..].IndexOf((byte)'/');
        var version = VersionOf(path);
        var rest = version < 0 ? path : slash < 0 ? default : path[(slash + 2)..];
        var node = visit.Target.Tree.Find(rest);
        if (node is null || version >= 0 && node.Introduced > version)
            return visit.Error(404, profile.NotFound) with { Version = version };
        var body = BodyOf(node, version, visit);
        if (body is null) return visit.Error(404, profile.NotFound) with { Version = version, Node = node };
        return visit.Ok(body, visit.Target.Tree, node.Content, EndsInNewline(node))
            with { Version = version, Node = node };
    }

    private static byte[]? BodyOf(MetadataNode node, int version, scoped in Visit visit)
    {
        if (node.Body is { } body) return body;
        if (node.Compute is { } compute) return compute(new MetadataReading(visit.Session.Peer, visit.Head.Now));
        return node.ListingAt(version < 0 ? MetadataVersions.Latest : version);
    }

    private bool EndsInNewline(MetadataNode node) =>
        profile.HasNewlineAfterUpperListings && !node.IsLeaf && node.Path is "" or "meta-data" or "dynamic";

    /// <summary>As strconv.Atoi reads it: an optional sign and digits. Null when it is missing, no number, or not in
    /// 1 to 21600.</summary>
    private static int? ReadTtl(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("+"u8)) text = text[1..];
        if (!Utf8Parser.TryParse(text, out int ttl, out var used) || used != text.Length) return null;
        return ttl is >= 1 and <= SessionTokens.MaxTtlSeconds ? ttl : null;
    }

    /// <summary>The version at the front of a path; -1 when there is none.</summary>
    private static int VersionOf(ReadOnlySpan<byte> path)
    {
        if (path.Length <= 1) return -1;
        var slash = path[1..].IndexOf((byte)'/');
        return MetadataVersions.IndexOf(slash < 0 ? path[1..] : path.Slice(1, slash));
    }

    private static void Log(scoped in Visit visit, ReadOnlySpan<byte> path, Outcome outcome)
    {
        var index = outcome.Version >= 0 ? outcome.Version : VersionOf(path);
        var isDated = index >= 0;
        var version = isDated ? MetadataVersions.NameOf(index) : "";
        // What exists has its path already; for what does not, at most the cleaner's longest path is kept.
        var name = outcome.Node?.Path
            ?? Encoding.UTF8.GetString(isDated
                && path.Length > version.Length + 2 ? path[(version.Length + 2)..] : path);
        visit.Target.Reads.Add(new MetadataRead(visit.Head.Now, name, version, outcome.HadToken, outcome.Status));
    }

    /// <summary>A request being answered.</summary>
    private readonly ref struct Visit(
        scoped in MetadataRequest request, MetadataTarget target, MetadataSession session, ReplyHead head,
            ReplyWriter writer)
    {
        public readonly MetadataRequest Request = request;
        public readonly MetadataTarget Target = target;
        public readonly MetadataSession Session = session;
        public readonly ReplyWriter Writer = writer;

        public ReplyHead Head { get; init; } = head;

        public long? TtlSeconds
        {
            get => Head.TtlSeconds;
            init => Head = Head with { TtlSeconds = value };
        }

        public Outcome Error(int status, byte[] page) =>
            new(Head.Error(Writer, status, page), status, -1, null);

        public Outcome NotAllowed(ReadOnlySpan<byte> methods) =>
            new(Head.NotAllowed(Writer, methods), 405, -1, null);

        public Outcome Ok(byte[] body, MetadataTree tree, MetadataContent content = MetadataContent.Text,
            bool endsInNewline = false) =>
            new(Head.Ok(Writer, body, tree, content, endsInNewline), 200, -1, null);
    }

    private readonly record struct Outcome(ReplyTraits Traits, int Status, int Version, MetadataNode? Node)
    {
        public bool HadToken { get; init; }
    }
}
