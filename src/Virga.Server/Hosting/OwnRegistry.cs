using System.Net;
using System.Text;
using Virga.Ec2.Images;
using Virga.Ecr.Authorization;
using Virga.Server.Configuration;
using Virga.State;

namespace Virga.Server.Hosting;

/// <summary>
/// How the engine pulls an image of this emulator's own registry: by loopback, which engines take without TLS, with
/// account and region in the path, since not every machine resolves names below localhost. The engine is to be on this
/// machine.
/// </summary>
internal sealed class OwnRegistry(ServerOptions options, Store store)
{
    public async ValueTask<(string Reference, string Credentials)> LocateAsync(string reference)
    {
        var image = RepositoryImage.Parse(reference) ?? throw new FormatException(reference);
        var password = await store.CommitAsync(
            image.Scope, Caller.System(image.Scope.Account), RegistryToken.ForCaller).ConfigureAwait(false);
        var credentials = Encoding.UTF8.GetBytes(
            $$"""{"username":"AWS","password":"{{password}}","serveraddress":"{{Host}}"}""");
        var path = $"{image.Scope.Account}/{image.Scope.Region}/{image.Repository}";
        return ($"{Host}/{path}@{image.Digest}",
            Convert.ToBase64String(credentials).Replace('+', '-').Replace('/', '_'));
    }

    private string Host
    {
        get
        {
            var address = options.Endpoint.Address;
            IPAddress[] local = [IPAddress.Any, IPAddress.IPv6Any, IPAddress.Loopback, IPAddress.IPv6Loopback];
            return $"{(local.Contains(address) ? "localhost" : address.ToString())}:{options.Endpoint.Port}";
        }
    }
}
