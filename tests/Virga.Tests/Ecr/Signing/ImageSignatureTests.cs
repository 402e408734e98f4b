using System.Net;
using System.Security.Cryptography;
using System.Text;
using Virga.Distribution;
using Virga.Ecr.Signing;
using Virga.Wire.Ecr;

namespace Virga.Tests.Ecr.Signing;

/// <summary>Signatures as cosign pushes them, by both of its ways, checked with keys of files.</summary>
public sealed class ImageSignatureTests : IDisposable
{
    private const string Profile = "arn:aws:signer:us-east-1:111122223333:/signing-profiles/release";
    private const string Payload = "application/vnd.dev.cosign.simplesigning.v1+json";

    private readonly string folder = Directory.CreateTempSubdirectory("virga-signing-").FullName;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        key.Dispose();
        stranger.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signature_by_the_key_of_the_profile_is_complete(bool isReferrer)
    {
        await using var world = await StartAsync($"release={KeyFile(key)}");
        var digest = await world.PushImageAsync("signed", "v1");
        var before = await StatusAsync(world, digest);

        await SignAsync(world, digest, key, isReferrer);

        Assert.Equal((SigningStatus.FAILED, "SignerUnavailable"), (before.Status, before.FailureCode));
        var after = await StatusAsync(world, digest);
        Assert.Equal((Profile, SigningStatus.COMPLETE, null),
            (after.SigningProfileArn, after.Status, after.FailureCode));
    }

    [Fact]
    public async Task A_signature_of_RSA_counts_too()
    {
        using var rsa = RSA.Create(2048);
        await using var world = await StartAsync(KeyFile(rsa));
        var digest = await world.PushImageAsync("signed", "v1");

        await SignAsync(world, digest, text => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        Assert.Equal(SigningStatus.COMPLETE, (await StatusAsync(world, digest)).Status);
    }

    [Fact]
    public async Task A_signature_by_another_key_or_of_another_image_is_none()
    {
        await using var world = await StartAsync(KeyFile(key));
        var first = await world.PushImageAsync("first", "v1");
        var second = await world.PushImageAsync("second", "v2");

        await SignAsync(world, first, stranger, isReferrer: true);
        await SignAsync(world, second, key, isReferrer: false, about: first);

        Assert.Equal("SignatureMismatch", (await StatusAsync(world, first)).FailureCode);
        Assert.Equal("SignatureMismatch", (await StatusAsync(world, second)).FailureCode);
    }

    [Fact]
    public async Task Without_a_key_of_the_profile_nothing_is_claimed()
    {
        await using var world = await StartAsync($"other={KeyFile(key)}");
        var digest = await world.PushImageAsync("signed", "v1");

        await SignAsync(world, digest, key, isReferrer: false);

        Assert.Equal("KeyNotConfigured", (await StatusAsync(world, digest)).FailureCode);
    }

    [Fact]
    public async Task Layers_of_unsigned_images_stay_where_that_is_wanted()
    {
        await using var world = await StartAsync(KeyFile(key));
        world.Outside.RefusesUnsigned = true;
        await world.Run<object>("CreateRepository", new CreateRepositoryRequest { RepositoryName = "free" });
        await world.PushImageAsync("layer", "v1", "free");
        var digest = await world.PushImageAsync("layer", "v1");
        var layer = $"/v2/app/blobs/{Digest.Of("layer"u8)}";
        var byUrl = new GetDownloadUrlForLayerRequest
        {
            RepositoryName = "app", LayerDigest = Digest.Of("layer"u8).Text,
        };

        var refused = await world.Client.GetAsync(layer);
        var refusedByUrl = await world.Fail("GetDownloadUrlForLayer", byUrl);
        var manifest = await world.Client.GetAsync("/v2/app/manifests/v1");
        var uncovered = await world.Client.GetAsync(layer.Replace("app", "free", StringComparison.Ordinal));
        var text = await SignAsync(world, digest, key, isReferrer: false);
        var given = await world.Client.GetAsync(layer);
        var url = (await world.Run<GetDownloadUrlForLayerResponse>("GetDownloadUrlForLayer", byUrl)).DownloadUrl;

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains($"The image {digest} in the repository 'app' has no signature",
            await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("AccessDeniedException", refusedByUrl.Code);
        Assert.Equal(HttpStatusCode.OK, manifest.StatusCode);
        Assert.Equal(HttpStatusCode.OK, uncovered.StatusCode);
        Assert.Equal("layer", await given.Content.ReadAsStringAsync());
        Assert.Contains("/blobs/sha256:", url, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await world.Client.GetAsync($"/v2/app/blobs/{text}")).StatusCode);
    }

    [Fact]
    public async Task The_signature_of_an_index_is_good_for_its_images()
    {
        await using var world = await StartAsync(KeyFile(key));
        world.Outside.RefusesUnsigned = true;
        var manifest = await world.ManifestAsync("part");
        await world.PutManifestAsync(manifest, Digest.Of(manifest).Text);
        var index = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestDocument.OciIndex}}","manifests":[
            {"mediaType":"{{ManifestDocument.OciManifest}}",
            "digest":"{{Digest.Of(manifest)}}","size":{{manifest.Length}} }]}
            """);
        Assert.Equal(HttpStatusCode.Created,
            (await world.PutManifestAsync(index, "v1", type: ManifestDocument.OciIndex)).StatusCode);
        var layer = $"/v2/app/blobs/{Digest.Of("part"u8)}";
        var before = await world.Client.GetAsync(layer);

        await SignAsync(world, Digest.Of(index).Text, key, isReferrer: false);

        Assert.Equal(HttpStatusCode.Forbidden, before.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await world.Client.GetAsync(layer)).StatusCode);
    }

    [Fact]
    public void A_file_without_a_key_is_refused_by_name()
    {
        var file = Path.Combine(folder, "none.pem");
        File.WriteAllText(file, "nothing");

        Assert.Contains(file, Assert.Throws<FormatException>(() => SigningKeys.Read(file)).Message,
            StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => SigningKeys.Read("release=" + file + ".not"));
    }

    private static async Task<EcrWorld> StartAsync(string keys)
    {
        var world = await EcrWorld.StartAsync();
        world.Outside.SigningKeys = SigningKeys.Read(keys);
        await world.Run<object>("PutSigningConfiguration", new PutSigningConfigurationRequest
        {
            SigningConfiguration = new()
            {
                Rules =
                [
                    new()
                    {
                        SigningProfileArn = Profile,
                        RepositoryFilters = [new() { Filter = "app*", FilterType = "WILDCARD_MATCH" }],
                    },
                ],
            },
        });
        return world;
    }

    private string KeyFile(AsymmetricAlgorithm pair)
    {
        var file = Path.Combine(folder, "key.pub");
        File.WriteAllText(file, pair.ExportSubjectPublicKeyInfoPem());
        return file;
    }

    private static async Task<ImageSigningStatus> StatusAsync(EcrWorld world, string digest) => Assert.Single(
        (await world.Run<DescribeImageSigningStatusResponse>("DescribeImageSigningStatus",
            new DescribeImageSigningStatusRequest { RepositoryName = "app", ImageId = new() { ImageDigest = digest } }))
        .SigningStatuses!);

    private static Task<string> SignAsync(
        EcrWorld world, string digest, ECDsa pair, bool isReferrer, string? about = null) => SignAsync(
            world, digest,
            text => pair.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            isReferrer, about);

    /// <summary>What cosign sign pushes; gives the digest of the signed text.</summary>
    private static async Task<string> SignAsync(
        EcrWorld world, string digest, Func<byte[], byte[]> sign, bool isReferrer = false, string? about = null)
    {
        var text = Encoding.UTF8.GetBytes(
            """{"critical":{"identity":{"docker-reference":"localhost/app"},"image":{"docker-manifest-digest":"""
            + $"\"{about ?? digest}\"}},\"type\":\"cosign container image signature\"}},\"optional\":null}}");
        var config = "{}"u8.ToArray();
        await world.PushBlobAsync(config);
        await world.PushBlobAsync(text);
        var subject = isReferrer
            ? $$"""
                ,"artifactType":"application/vnd.dev.cosign.artifact.sig.v1+json",
                "subject":{"mediaType":"{{ManifestDocument.OciManifest}}","digest":"{{digest}}","size":1}
                """
            : "";
        var signature = Convert.ToBase64String(sign(text));
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestDocument.OciManifest}}",
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Digest.Of(config)}}","size":2},
            "layers":[{"mediaType":"{{Payload}}","digest":"{{Digest.Of(text)}}","size":{{text.Length}},
            "annotations":{"dev.cosignproject.cosign/signature":"{{signature}}"} }]{{subject}} }
            """);
        var reference = isReferrer ? Digest.Of(manifest).Text : digest.Replace(':', '-') + ".sig";
        var answer = await world.PutManifestAsync(manifest, reference);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return Digest.Of(text).Text;
    }
}
