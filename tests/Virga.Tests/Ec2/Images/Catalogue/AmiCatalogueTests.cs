using System.IO.Enumeration;
using Virga.Ec2.Images.Catalogue;
using Xunit;

namespace Virga.Tests.Ec2.Images.Catalogue;

public sealed class AmiCatalogueTests
{
    /// <summary>What Terraform's <c>data "aws_ami"</c> does with <c>most_recent</c>.</summary>
    private static ImageFacts MostRecent(string owner, string pattern) =>
        AmiCatalogue.In("eu-west-1")
            .Where(image => image.OwnerId == owner || image.OwnerAlias == owner)
            .Where(image => FileSystemName.MatchesSimpleExpression(pattern, image.Name, ignoreCase: false))
            .MaxBy(image => image.CreationDate, StringComparer.Ordinal)!;

    [Theory]
    [InlineData("amazon", "al2023-ami-2023.*-kernel-6.1-x86_64", "al2023-ami-2023.11.20260427.1-kernel-6.1-x86_64",
        "ec2-user", "public.ecr.aws/amazonlinux/amazonlinux:2023")]
    [InlineData("amazon", "al2023-ami-2023*-arm64", null, "ec2-user", "public.ecr.aws/amazonlinux/amazonlinux:2023")]
    [InlineData("137112412989", "amzn2-ami-hvm-*-x86_64-gp2", "amzn2-ami-hvm-2.0.20260427.1-x86_64-gp2", "ec2-user",
        "public.ecr.aws/amazonlinux/amazonlinux:2")]
    [InlineData("amazon", "amzn2-ami-kernel-5.10-hvm-*-arm64-gp2", null, "ec2-user",
        "public.ecr.aws/amazonlinux/amazonlinux:2")]
    [InlineData("099720109477", "ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-*", null, "ubuntu",
        "public.ecr.aws/docker/library/ubuntu:20.04")]
    [InlineData("099720109477", "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*",
        "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260420", "ubuntu",
        "public.ecr.aws/docker/library/ubuntu:22.04")]
    [InlineData("amazon", "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-*", null, "ubuntu",
        "public.ecr.aws/docker/library/ubuntu:24.04")]
    [InlineData("099720109477", "ubuntu/images/*/ubuntu-resolute-26.04-amd64-server-*", null, "ubuntu",
        "public.ecr.aws/docker/library/ubuntu:26.04")]
    [InlineData("136693071363", "debian-11-amd64-*", null, "admin", "public.ecr.aws/docker/library/debian:11")]
    [InlineData("136693071363", "debian-12-amd64-*", null, "admin", "public.ecr.aws/docker/library/debian:12")]
    [InlineData("136693071363", "debian-13-arm64-*", null, "admin", "public.ecr.aws/docker/library/debian:13")]
    [InlineData("538276064493", "alpine-3.22*-x86_64-bios-cloudinit-*", null, "alpine",
        "public.ecr.aws/docker/library/alpine:3.22")]
    [InlineData("801119661308", "Windows_Server-2022-English-Full-Base-*", null, "Administrator", null)]
    [InlineData("amazon", "Windows_Server-2016-English-Full-Base-*", null, "Administrator", null)]
    [InlineData("amazon", "Windows_Server-2025-English-Core-Base-*", null, "Administrator", null)]
    [InlineData("amazon", "al2023-ami-ecs-hvm-*-x86_64", null, "ec2-user",
        "public.ecr.aws/amazonlinux/amazonlinux:2023")]
    [InlineData("591542846629", "amzn2-ami-ecs-hvm-*-x86_64-ebs", null, "ec2-user",
        "public.ecr.aws/amazonlinux/amazonlinux:2")]
    [InlineData("792107900819", "Rocky-9-EC2-Base-9.*.x86_64", null, "rocky",
        "public.ecr.aws/docker/library/rockylinux:9")]
    [InlineData("amazon", "amzn-ami-vpc-nat-*", null, "ec2-user", "public.ecr.aws/amazonlinux/amazonlinux:1")]
    [InlineData("amazon", "bottlerocket-aws-k8s-1.33-x86_64-*", null, "ec2-user", null)]
    [InlineData("amazon", "RHEL-9.*_HVM-*-x86_64-*", null, "ec2-user", null)]
    [InlineData("602401143452", "amazon-eks-node-al2023-x86_64-standard-1.34-v*", null, "ec2-user", null)]
    public void The_usual_lookups_find_an_image(
        string owner, string pattern, string? name, string user, string? container)
    {
        var image = MostRecent(owner, pattern);
        Assert.Equal(name ?? image.Name, image.Name);
        Assert.Equal((user, container), (image.DefaultUser, image.ContainerImage));
        Assert.Equal(image.Name.Contains("arm64") ? "arm64" : "x86_64", image.Architecture);
    }

    [Fact]
    public void Ids_are_real_looking_unique_and_differ_between_regions()
    {
        var here = AmiCatalogue.In("us-east-1");
        Assert.All(here.Where(image => !image.IsSeed), image =>
        {
            Assert.Matches("^ami-0[0-9a-f]{16}$", image.ImageId);
            Assert.Matches("^snap-0[0-9a-f]{16}$", image.RootDevice.SnapshotId);
            Assert.NotEqual(image.ImageId, AmiCatalogue.FindByName("us-east-2", image.Name)!.ImageId);
            Assert.Same(image, AmiCatalogue.Find("us-east-1", image.ImageId));
            Assert.Null(AmiCatalogue.Find("us-east-2", image.ImageId));
        });
        Assert.Equal(here.Count, here.Select(image => image.ImageId).Distinct().Count());
        Assert.Equal(here.Count, here.Select(image => image.RootDevice.SnapshotId).Distinct().Count());
    }

    [Fact]
    public void Ids_never_change() =>
        Assert.Equal(
            "ami-0268ebb84b4726b9e",
            AmiCatalogue.FindByName("us-east-1", "al2023-ami-2023.11.20260427.1-kernel-6.1-x86_64")!.ImageId);

    [Theory]
    [InlineData("ami-amazonlinux2023", "public.ecr.aws/amazonlinux/amazonlinux:2023")]
    [InlineData("ami-amazonlinux2", "public.ecr.aws/amazonlinux/amazonlinux:2")]
    [InlineData("ami-ubuntu2204", "public.ecr.aws/docker/library/ubuntu:22.04")]
    [InlineData("ami-ubuntu2004", "public.ecr.aws/docker/library/ubuntu:20.04")]
    [InlineData("ami-debian12", "public.ecr.aws/docker/library/debian:12")]
    [InlineData("ami-alpine", "public.ecr.aws/docker/library/alpine:latest")]
    [InlineData("ami-df5de72bdb3b", "public.ecr.aws/docker/library/ubuntu:22.04")]
    [InlineData("ami-ff0fea8310f3", "public.ecr.aws/docker/library/ubuntu:20.04")]
    [InlineData("ami-024f768332f0", "public.ecr.aws/amazonlinux/amazonlinux:2023")]
    public void Ids_of_other_emulators_are_known_in_every_region(string id, string container) =>
        Assert.All(["us-east-1", "eu-central-1"], region =>
        {
            var image = AmiCatalogue.Find(region, id)!;
            Assert.True(image.IsSeed);
            Assert.Equal((container, "root"), (image.ContainerImage, image.DefaultUser));
        });

    [Fact]
    public void An_image_has_everything_that_DescribeImages_answers()
    {
        const string Name = "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260420";
        var image = AmiCatalogue.FindByName("us-east-1", Name)!;
        Assert.Equal("Canonical, Ubuntu, 22.04, amd64 jammy image", image.Description);
        Assert.Equal("amazon/" + Name, image.ImageLocation);
        Assert.Equal(("099720109477", "amazon", "uefi-preferred"), (image.OwnerId, image.OwnerAlias, image.BootMode));
        Assert.Matches(@"^2026-04-20T12:\d\d:\d\d\.000Z$", image.CreationDate);
        Assert.Equal(PlatformFacts.Linux, image.Platform);
        var root = image.RootDevice;
        Assert.Equal(("/dev/sda1", 8, "gp2", null), (root.DeviceName, root.VolumeSizeGiB, root.VolumeType, root.Iops));
        Assert.Equal(["/dev/sdb ephemeral0", "/dev/sdc ephemeral1"],
            image.BlockDevices.Skip(1).Select(device => $"{device.DeviceName} {device.VirtualName}"));
    }

    [Fact]
    public void A_second_volume_is_empty()
    {
        var devices = MostRecent("amazon", "bottlerocket-aws-ecs-2-arm64-*").BlockDevices;
        Assert.Equal(["/dev/xvda 2 gp3 3000", "/dev/xvdb 20 gp3 3000"],
            devices.Select(device => $"{device.DeviceName} {device.VolumeSizeGiB} {device.VolumeType} {device.Iops}"));
        Assert.NotNull(devices[0].SnapshotId);
        Assert.Null(devices[1].SnapshotId);
    }

    [Fact]
    public void A_region_that_AWS_does_not_have_has_images_too() =>
        Assert.Equal(AmiCatalogue.In("us-east-1").Count, AmiCatalogue.In("mars-north-1").Count);

    [Fact]
    public void Windows_images_are_billed_as_what_they_hold()
    {
        var plain = MostRecent("amazon", "Windows_Server-2022-English-Full-Base-*");
        var sql = MostRecent("amazon", "Windows_Server-2022-English-Full-SQL_2022_Standard-*");
        Assert.Equal(new PlatformFacts("windows", "Windows", "RunInstances:0002"), plain.Platform);
        Assert.Equal(
            new PlatformFacts("windows", "Windows with SQL Server Standard", "RunInstances:0006"), sql.Platform);
        Assert.Equal(27, plain.BlockDevices.Count);
    }

    [Fact]
    public void The_newest_image_of_a_line_is_not_deprecated()
    {
        Assert.Equal("2026-05-19T12:00:00.000Z",
            AmiCatalogue.FindByName("us-east-1", "al2023-ami-2023.10.20260216.1-kernel-6.1-x86_64")!.DeprecationTime);
        Assert.Null(MostRecent("amazon", "al2023-ami-2023.*-kernel-6.1-x86_64").DeprecationTime);
    }
}
