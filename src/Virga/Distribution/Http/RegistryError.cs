using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Virga.Service;

namespace Virga.Distribution.Http;

/// <summary>
/// An error of the distribution API. Codes: distribution-spec 1.1, "Error Codes"; texts are ECR's where it has one.
/// </summary>
internal sealed class RegistryError(int status, string code, string message) : Exception(message)
{
    // Quotes in texts stay readable; no page ever shows these bytes as HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public int Status => status;

    public string Code => code;

    public static RegistryError Unauthorized() => new(401, "UNAUTHORIZED", "Not Authorized");

    public static RegistryError TokenExpired() =>
        new(403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.");

    public static RegistryError DigestInvalid(string digest) => new(400, "DIGEST_INVALID", $"invalid digest: {digest}");

    public static RegistryError BlobUnknown(string digest) => new(404, "BLOB_UNKNOWN", $"blob unknown: {digest}");

    public static RegistryError UploadUnknown(string id) => new(404, "BLOB_UPLOAD_UNKNOWN", $"upload unknown: {id}");

    public static RegistryError ManifestUnknown(string message) => new(404, "MANIFEST_UNKNOWN", message);

    public static RegistryError Unsupported(string message) => new(405, "UNSUPPORTED", message);

    /// <summary>The range does not begin where the upload ends, or lies outside of the blob.</summary>
    public static RegistryError Range(string message) => new(416, "BLOB_UPLOAD_INVALID", message);

    /// <summary>An error of ECR's API in the words of this one.</summary>
    public static RegistryError Of(AwsException error) => error.Code switch
    {
        "RepositoryNotFoundException" => new(404, "NAME_UNKNOWN", error.Message),
        "ImageNotFoundException" or "UnableToGetUpstreamImageException" => ManifestUnknown(error.Message),
        "LayersNotFoundException" or "ReferencedImagesNotFoundException" =>
            new(400, "MANIFEST_BLOB_UNKNOWN", error.Message),
        "ImageTagAlreadyExistsException" => new(400, "TAG_INVALID", error.Message),
        "InvalidLayerException" => new(400, "DIGEST_INVALID", error.Message),
        "InvalidParameterException" => new(400, "MANIFEST_INVALID", error.Message),
        "RequestEntityTooLarge" => new(413, "SIZE_INVALID", error.Message),
        "AccessDeniedException" or "LimitExceededException" or "UnableToAccessSecretException" =>
            new(403, "DENIED", error.Message),
        _ => new((int)error.Status, "UNSUPPORTED", error.Message),
    };

    public async Task WriteAsync(HttpContext http)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            json.WriteStartObject();
            json.WriteString("code", code);
            json.WriteString("message", Message);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        http.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate =
                $"Basic realm=\"{http.Request.Scheme}://{http.Request.Host.Value}/\",service=\"ecr.amazonaws.com\"";
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.BodyWriter.WriteAsync(body.WrittenMemory).ConfigureAwait(false);
    }
}
