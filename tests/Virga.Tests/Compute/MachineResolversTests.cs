using Virga.Compute;
using Virga.Ec2.Vpcs;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Compute;

public sealed class MachineResolversTests : IDisposable
{
    private readonly TestWorld world = new(Rules.Default);

    [Fact]
    public void The_default_options_name_the_resolver_of_the_VPC() =>
        Assert.Equivalent(new MachineResolvers(["10.3.0.2"], ["ec2.internal"]), Of(Vpc()));

    [Fact]
    public void Options_of_ones_own_reach_the_machine()
    {
        var options = world.Run<CreateDhcpOptionsResult>("CreateDhcpOptions", new CreateDhcpOptionsRequest
        {
            DhcpConfigurations =
            [
                new() { Key = "domain-name-servers", Values = ["192.0.2.53", "AmazonProvidedDNS"] },
                new() { Key = "domain-name", Values = ["corp.example lab.example"] },
            ],
        }).DhcpOptions!.DhcpOptionsId;
        var vpc = Vpc();
        world.Run<object>("AssociateDhcpOptions", new AssociateDhcpOptionsRequest
        {
            DhcpOptionsId = options, VpcId = vpc,
        });

        Assert.Equivalent(
            new MachineResolvers(["192.0.2.53", "10.3.0.2"], ["corp.example", "lab.example"]), Of(vpc));
    }

    [Fact]
    public void Without_DNS_support_no_resolver_is_named()
    {
        var vpc = Vpc();
        Assert.Equal("search ec2.internal\nnameserver 10.3.0.2\n", Of(vpc).ToText());
        world.Run<object>("ModifyVpcAttribute", new ModifyVpcAttributeRequest
        {
            VpcId = vpc, EnableDnsSupport = new() { Value = false },
        });

        Assert.Equal("search ec2.internal\n", Of(vpc).ToText());
    }

    public void Dispose() => world.Dispose();

    private string Vpc() =>
        world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.3.0.0/16" }).Vpc!.VpcId!;

    private MachineResolvers Of(string vpc) => MachineResolvers.Of(world.View.Find<VpcRow>(vpc), world.View);
}
