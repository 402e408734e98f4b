using Virga.Metadata;

namespace Virga.Tests.Metadata;

/// <summary>An instance with everything: two interfaces, a role, a key, tags, user data, disks.</summary>
internal static class SampleDocument
{
    public const string Mac = "02:11:22:33:44:55";

    public static MetadataDocument Full { get; } = new()
    {
        InstanceId = "i-0123456789abcdef0",
        ImageId = "ami-0123456789abcdef0",
        InstanceType = "t3.micro",
        ReservationId = "r-0123456789abcdef0",
        AccountId = "111122223333",
        Architecture = "x86_64",
        PendingTime = ManualClock.Start,
        Placement = new MetadataPlacement("eu-west-1", "eu-west-1a", "euw1-az3"),
        Interfaces =
        [
            new MetadataInterface
            {
                Mac = Mac, InterfaceId = "eni-1", OwnerId = "111122223333", SubnetId = "subnet-1",
                SubnetIpv4CidrBlock =
                    "10.0.0.0/24", VpcId = "vpc-1", VpcIpv4CidrBlocks = ["10.0.0.0/16", "10.9.0.0/16"],
                LocalIpv4s = ["10.0.0.5", "10.0.0.6"], Associations = [("203.0.113.7", "10.0.0.5")],
                LocalHostname = "ip-10-0-0-5.eu-west-1.compute.internal",
                PublicHostname = "ec2-203-0-113-7.eu-west-1.compute.amazonaws.com",
                SecurityGroups = [("sg-1", "default"), ("sg-2", "web")],
            },
            new MetadataInterface
            {
                Mac = "02:11:22:33:44:66", InterfaceId = "eni-2", OwnerId = "111122223333", SubnetId = "subnet-2",
                SubnetIpv4CidrBlock = "10.0.1.0/24", VpcId = "vpc-1", VpcIpv4CidrBlocks = ["10.0.0.0/16"],
                DeviceNumber = 1, LocalIpv4s = ["10.0.1.5"],
            },
        ],
        BlockDevices = [("ami", "xvda"), ("root", "/dev/xvda"), ("ebs1", "sdf")],
        PublicKeys = [new MetadataKey("my-key", "ssh-ed25519 AAAA my-key")],
        Role = new MetadataRole("arn:aws:iam::111122223333:instance-profile/web", "AIPA1", "web", ManualClock.Start,
            now => new RoleCredentials("Success", now, "ASIA1", "secret", "token", now.AddHours(6))),
        Tags = [("Name", "web-1"), ("team", "a")],
        UserData = "#!/bin/sh\n"u8.ToArray(),
    };

    /// <summary>An instance with nothing that it need not have.</summary>
    public static MetadataDocument Bare { get; } = Full with
    {
        Interfaces = [Full.Interfaces[1] with { DeviceNumber = 0 }],
        PublicKeys = [],
        Role = null,
        Tags = null,
        UserData = null,
    };
}
