using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Virga.Service.Http;

/// <summary>Reads a whole request body, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>The body; AWS's RequestEntityTooLarge beyond the limit, without reading on.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes) throw InputFaults.TooLarge();
        var reader = request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
            if (result.Buffer.Length > maxBytes) throw InputFaults.TooLarge();
            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
