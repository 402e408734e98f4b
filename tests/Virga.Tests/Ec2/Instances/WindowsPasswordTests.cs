using System.Security.Cryptography;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Instances;

/// <summary>The password of a simulated Windows instance is sealed with its key pair.</summary>
public sealed class WindowsPasswordTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void The_private_key_opens_it_and_it_stays_the_same()
    {
        var pem = Key("rsa");
        var id = Launch(Windows(), "rsa");
        Assert.Equal("", Password(id));
        world.Step(TimeSpan.FromSeconds(10));

        var data = Password(id);
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        var password = rsa.Decrypt(Convert.FromBase64String(data), RSAEncryptionPadding.Pkcs1);

        Assert.Equal(32, password.Length);
        Assert.All(password, one => Assert.InRange(one, (byte)'!', (byte)'~'));
        world.Step(TimeSpan.FromMinutes(10));
        Assert.Equal(data, Password(id));
    }

    [Fact]
    public void Each_instance_has_its_own_and_others_have_none()
    {
        Key("rsa");
        Key("ed25519");
        var (one, two) = (Launch(Windows(), "rsa"), Launch(Windows(), "rsa"));
        string[] none = [Launch("ami-ubuntu2204", "rsa"), Launch(Windows(), "ed25519"), Launch(Windows(), null)];
        world.Step(TimeSpan.FromMinutes(1));

        Assert.NotEqual(Password(one), Password(two));
        Assert.All(none, id => Assert.Equal("", Password(id)));
        Assert.Equal("InvalidInstanceID.NotFound", world.Fail(
            "GetPasswordData", new GetPasswordDataRequest { InstanceId = "i-0123456789abcdef0" }).Code);
    }

    public void Dispose() => world.Dispose();

    private string Key(string type) => world.Run<KeyPair>(
        "CreateKeyPair", new CreateKeyPairRequest { KeyName = type, KeyType = type }).KeyMaterial!;

    private string Password(string id) => world.Run<GetPasswordDataResult>(
        "GetPasswordData", new GetPasswordDataRequest { InstanceId = id }).PasswordData!;

    private string Windows() => world.Run<DescribeImagesResult>("DescribeImages", new DescribeImagesRequest
    {
        Owners = ["amazon"], Filters = [new() { Name = "platform", Values = ["windows"] }],
    }).Images![0].ImageId!;

    private string Launch(string image, string? key) => world.Run<Reservation>("RunInstances", new RunInstancesRequest
    {
        ImageId = image, InstanceType = "m5.large", MinCount = 1, MaxCount = 1, KeyName = key,
    }).Instances![0].InstanceId!;
}
