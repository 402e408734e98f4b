using Virga.Ec2.Images;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Images;

public sealed class DescribeImagesTests
{
    [Fact]
    public void The_newest_amazon_linux_is_found_by_owner_and_pattern()
    {
        using var world = new TestWorld();

        var images = world.Run<DescribeImagesResult>("DescribeImages", new DescribeImagesRequest
        {
            Owners = ["amazon"],
            Filters = [new() { Name = "name", Values = ["al2023-ami-2023*-x86_64"] }],
        }).Images!;

        Assert.NotEmpty(images);
        Assert.All(images, image => Assert.Equal("amazon", image.ImageOwnerAlias));
        Assert.All(images, image => Assert.Equal("x86_64", image.Architecture));
        Assert.All(images, image => Assert.NotNull(image.BlockDeviceMappings![0].Ebs!.SnapshotId));
    }

    [Fact]
    public void An_unknown_image_is_not_found_and_a_wrong_id_malformed()
    {
        using var world = new TestWorld();

        var unknown = world.Fail("DescribeImages", new DescribeImagesRequest { ImageIds = ["ami-0123456789abcdef0"] });
        var wrong = world.Fail("DescribeImages", new DescribeImagesRequest { ImageIds = ["image-1"] });

        Assert.Equal("InvalidAMIID.NotFound", unknown.Code);
        Assert.Equal("The image id '[ami-0123456789abcdef0]' does not exist", unknown.Message);
        Assert.Equal("InvalidAMIID.Malformed", wrong.Code);
    }

    [Fact]
    public void Images_of_the_host_are_found_by_what_runs_them()
    {
        using var world = new TestWorld();
        world.Store.Commit(HostImageRow.Host, change => change.Put(new HostImageRow("ami-000001")
        {
            Backend = "docker",
            Name = "mine",
            Reference = "mine:latest",
            Architecture = "x86_64",
            CreatedAt = change.Now,
        }));

        var found = world.Run<DescribeImagesResult>("DescribeImages", new DescribeImagesRequest
        {
            Filters = [new() { Name = "tag:ec2_vm_manager", Values = ["docker"] }],
        }).Images!;

        Assert.Equal("ami-000001", Assert.Single(found).ImageId);
    }

    [Fact]
    public void Pages_hold_what_one_answer_holds()
    {
        using var world = new TestWorld();
        var whole = world.Run<DescribeImagesResult>("DescribeImages", new DescribeImagesRequest()).Images!;
        var paged = new List<string>();
        string? token = null;

        do
        {
            var page = world.Run<DescribeImagesResult>(
                "DescribeImages", new DescribeImagesRequest { MaxResults = 17, NextToken = token });
            paged.AddRange(page.Images!.Select(image => image.ImageId!));
            token = page.NextToken;
        }
        while (token is not null);

        Assert.Equal(whole.Select(image => image.ImageId), paged);
    }
}
