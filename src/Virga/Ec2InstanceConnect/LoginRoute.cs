using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.Metadata.Control;
using Virga.Service;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Ec2InstanceConnect;

/// <summary>
/// <c>POST /_virga/ec2/instances/{id}/login</c>: lets a key in for a minute and says where to log in, whatever account
/// and region the instance is in. What <c>virga ssh</c> asks. Nothing here lets a key into a running virtual machine:
/// whoever asks has to have one that opens it.
/// </summary>
internal sealed class LoginRoute(Store store, Machines machines) : IControlRoute
{
    private const string Prefix = "/_virga/ec2/instances/";
    private const string Suffix = "/login";
    private const int MaxBody = 16 * 1024;

    public string Method => HttpMethods.Post;

    public bool Matches(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith(Suffix, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var id = path[Prefix.Length..^Suffix.Length];
        try
        {
            if (InstanceScope.Find(store.World, id) is not { } scope)
                throw new AwsException("InvalidInstanceID.NotFound", $"no instance {id}");
            var instance = store.World.At(scope).Table<InstanceRow>().Get(id);
            var asked = await ReadAsync(http.Request).ConfigureAwait(false);
            var user = asked.User ?? instance.DefaultUser;
            var isIn = await KeyGrant.GiveAsync(
                instance, machines, user, asked.Key ?? "", store.Time.GetUtcNow(), http.RequestAborted)
                .ConfigureAwait(false);
            if (instance.Facts.SshEndpoint is not { } endpoint)
                throw new AwsException("Unavailable", $"no port of this machine leads to {id}");
            await ControlAnswer.WriteAsync(http.Response, new(endpoint, user, isIn), LoginJson.Default.Login)
                .ConfigureAwait(false);
        }
        catch (AwsException refused)
        {
            http.Response.StatusCode = 400;
            await ControlAnswer.WriteAsync(
                http.Response, new(refused.Code, refused.Message), LoginJson.Default.ControlFault)
                .ConfigureAwait(false);
        }
    }

    private static async Task<AskedLogin> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or > MaxBody) throw ConnectErrors.InvalidArguments();
        try
        {
            return await JsonSerializer.DeserializeAsync(request.Body, LoginJson.Default.AskedLogin)
                .ConfigureAwait(false) ?? new();
        }
        catch (JsonException)
        {
            throw ConnectErrors.InvalidArguments();
        }
    }
}

/// <summary>Who wants in.</summary>
internal sealed record AskedLogin
{
    /// <summary>A line of authorized_keys.</summary>
    public string? Key { get; init; }

    /// <summary>The image's login user when null.</summary>
    public string? User { get; init; }
}

/// <summary>Where to log in.</summary>
/// <param name="Endpoint"><c>host:port</c>.</param>
/// <param name="User">As whom.</param>
/// <param name="IsKeyIn">Whether the key that came with the question opens it.</param>
internal sealed record Login(string Endpoint, string User, bool IsKeyIn);

/// <summary>Serializer of this route.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AskedLogin))]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(ControlFault))]
internal sealed partial class LoginJson : JsonSerializerContext;
