using Virga.Conformance.Iam;
using Xunit;

namespace Virga.Conformance.Metadata;

/// <summary>
/// A launched instance's identity, verified by OpenSSL with nothing but what the server publishes: the way that Vault
/// and its like go.
/// </summary>
public sealed class PublishedCertificateTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("virga-certificates-");
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Published_certificates_verify_what_a_launched_instance_reads()
    {
        if (!await Run.WorksAsync("openssl", "version")) Assert.Skip("reason: openssl missing");
        await using var server = await LiveServer.StartAsync(isEnforced: false);
        var identity = $"{server.MetadataEndpoint}/{await LaunchAsync(server)}/latest/dynamic/instance-identity/";
        var document = await _http.GetStringAsync(identity + "document");
        Assert.Contains("\"instanceType\" : \"t3.micro\"", document, StringComparison.Ordinal);
        foreach (var name in new[] { "signature", "pkcs7", "rsa2048" })
            await CertificateAsync(server, name);

        foreach (var name in new[] { "pkcs7", "rsa2048" })
        {
            var message = await _http.GetStringAsync(identity + name);
            var (code, signed, error) = await Run.Async("openssl",
            [
                "smime", "-verify", "-in", Save(name, $"-----BEGIN PKCS7-----\n{message}\n-----END PKCS7-----\n"),
                "-inform", "PEM", "-certfile", PathOf(name + ".pem"), "-nointern", "-noverify",
            ]);
            Assert.True(code == 0, error);
            Assert.Equal(document, signed);
        }

        var (status, key, _) = await Run.Async(
            "openssl", ["x509", "-pubkey", "-noout", "-in", PathOf("signature.pem")]);
        Assert.Equal(0, status);
        await File.WriteAllBytesAsync(
            PathOf("signature.bin"), Convert.FromBase64String(await _http.GetStringAsync(identity + "signature")));
        var verified = await Run.Async("openssl",
        [
            "dgst", "-sha256", "-verify", Save("key", key), "-signature", PathOf("signature.bin"),
            Save("document", document),
        ]);
        Assert.Equal((0, "Verified OK\n"), (verified.Code, verified.Output));

        using var unknown = await _http.GetAsync($"{server.Endpoint}/_virga/ec2/identity-certificates/none");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private async Task CertificateAsync(LiveServer server, string name) => Save(
        name + ".pem", await _http.GetStringAsync($"{server.Endpoint}/_virga/ec2/identity-certificates/{name}"));

    private async Task<string> LaunchAsync(LiveServer server)
    {
        using var body = new FormUrlEncodedContent([
            new("Action", "RunInstances"), new("Version", "2016-11-15"), new("ImageId", "ami-ubuntu2204"),
            new("InstanceType", "t3.micro"), new("MinCount", "1"), new("MaxCount", "1"),
        ]);
        using var answer = await _http.PostAsync(server.Endpoint, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return System.Xml.Linq.XDocument.Parse(text).Descendants()
            .First(one => one.Name.LocalName == "instanceId").Value;
    }

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);

    private string Save(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }
}
