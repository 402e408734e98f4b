using System.Text;

namespace Virga.Metadata.Http;

/// <summary>Writes replies: status line, the profile's headers in its order, and the body.</summary>
internal readonly record struct ReplyHead(MetadataProfile Profile, HttpDate Date, DateTimeOffset Now)
{
    public bool Closes { get; init; }

    public bool HasBody { get; init; } = true;

    /// <summary>The remaining life of the session token that came with the request.</summary>
    public long? TtlSeconds { get; init; }

    public ReplyTraits Ok(ReplyWriter writer, byte[] body, MetadataTree tree, MetadataContent content, bool newline)
    {
        writer.Write("HTTP/1.1 200 OK\r\nContent-Type: "u8);
        writer.Write(Profile.TypeOf(content));
        writer.Write("\r\n"u8);
        writer.Write(Profile.LeafHeaders);
        if (Profile.HasLastModified) writer.Write(tree.LastModifiedLine);
        if (TtlSeconds is { } ttl) WriteTtl(writer, ttl);
        End(writer, body.Length + (newline ? 1 : 0));
        if (!HasBody) return new ReplyTraits(Closes);
        writer.Write(body);
        if (newline) writer.Write("\n"u8);
        return new ReplyTraits(Closes);
    }

    public ReplyTraits Token(ReplyWriter writer, SessionTokens tokens, MetadataTarget target, int ttl)
    {
        writer.Write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"u8);
        writer.Write(Profile.OtherHeaders);
        WriteTtl(writer, ttl);
        End(writer, tokens.Length);
        tokens.Issue(target.InstanceId, Now.AddSeconds(ttl), writer.Take(tokens.Length));
        return new ReplyTraits(Closes);
    }

    public ReplyTraits Error(ReplyWriter writer, int status, byte[] page)
    {
        WriteStatus(writer, status);
        writer.Write(Profile.ErrorHeaders);
        End(writer, page.Length);
        if (HasBody) writer.Write(page);
        return new ReplyTraits(Closes);
    }

    public ReplyTraits NotAllowed(ReplyWriter writer, ReadOnlySpan<byte> methods)
    {
        WriteStatus(writer, 405);
        writer.Write("Allow: "u8);
        writer.Write(methods);
        writer.Write("\r\n"u8);
        writer.Write(Profile.OtherHeaders);
        End(writer, 0);
        return new ReplyTraits(Closes);
    }

    public ReplyTraits Redirect(ReplyWriter writer, byte[] location)
    {
        WriteStatus(writer, 301);
        writer.Write("Location: "u8);
        writer.Write(location);
        writer.Write("\r\n"u8);
        End(writer, 0);
        return new ReplyTraits(Closes);
    }

    public ReplyTraits Control(ReplyWriter writer, ControlReply reply)
    {
        WriteStatus(writer, reply.Status);
        writer.Write(Encoding.ASCII.GetBytes($"Content-Type: {reply.ContentType}\r\n"));
        End(writer, reply.Body.Length);
        if (HasBody) writer.Write(reply.Body);
        return new ReplyTraits(Closes);
    }

    private static void WriteStatus(ReplyWriter writer, int status)
    {
        writer.Write(status switch
        {
            200 => "HTTP/1.1 200 OK\r\n"u8,
            201 => "HTTP/1.1 201 Created\r\n"u8,
            204 => "HTTP/1.1 204 No Content\r\n"u8,
            301 => "HTTP/1.1 301 Moved Permanently\r\n"u8,
            400 => "HTTP/1.1 400 Bad Request\r\n"u8,
            401 => "HTTP/1.1 401 Unauthorized\r\n"u8,
            403 => "HTTP/1.1 403 Forbidden\r\n"u8,
            404 => "HTTP/1.1 404 Not Found\r\n"u8,
            405 => "HTTP/1.1 405 Not Allowed\r\n"u8,
            409 => "HTTP/1.1 409 Conflict\r\n"u8,
            413 => "HTTP/1.1 413 Content Too Large\r\n"u8,
            _ => "HTTP/1.1 500 Internal Server Error\r\n"u8,
        });
    }

    private static void WriteTtl(ReplyWriter writer, long seconds)
    {
        writer.Write("X-Aws-Ec2-Metadata-Token-Ttl-Seconds: "u8);
        writer.Write(seconds);
        writer.Write("\r\n"u8);
    }

    private void End(ReplyWriter writer, int length)
    {
        writer.Write(Date.LineAt(Now));
        if (Closes) writer.Write("Connection: close\r\n"u8);
        writer.Write("Content-Length: "u8);
        writer.Write(length);
        writer.Write("\r\n\r\n"u8);
    }
}
