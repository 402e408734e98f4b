using Virga.Service;
using Virga.Tests.Network.Desired;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.NetworkInsights;

/// <summary>Access scopes: which paths from and to the internet, and between subnets, the network has.</summary>
public sealed class AccessScopeTests : IDisposable
{
    private readonly NetworkLab lab = new();
    private readonly string gateway;
    private readonly string open;
    private readonly string hidden;
    private readonly string inner;

    public AccessScopeTests()
    {
        var vpc = lab.Vpc("10.0.0.0/16");
        gateway = lab.Gateway(vpc);
        lab.Route(lab.MainTable(vpc), "0.0.0.0/0", route => route.GatewayId = gateway);
        var (web, shut) = (lab.Group(vpc), lab.Group(vpc));
        lab.Allow(web, "tcp", 8080, 8080, "0.0.0.0/0");
        inner = lab.Subnet(vpc, "10.0.2.0/24");
        open = lab.Launch(lab.Subnet(vpc, "10.0.1.0/24"), web);
        hidden = lab.Launch(inner, shut);
        lab.Elastic(lab.Eni(open));
    }

    [Fact]
    public void What_the_internet_reaches_is_found_with_its_components_and_nothing_else()
    {
        var scope = Create(new()
        {
            Source = End("AWS::EC2::InternetGateway"), Destination = End("AWS::EC2::Instance"),
        });
        var analysis = Analyse(scope);

        Assert.Equal((AnalysisStatus.Succeeded, FindingsFound.True, 2),
            (analysis.Status, analysis.FindingsFound, analysis.AnalyzedEniCount));
        var finding = Assert.Single(Findings(analysis));
        Assert.Equal(gateway, finding.FindingComponents![0].Component!.Id);
        Assert.Equal(open, finding.FindingComponents[^1].Component!.Id);
        Assert.Contains(finding.FindingComponents, one => one.SecurityGroupRule is { PortRange.From: 8080 });
    }

    [Fact]
    public void Excluded_paths_ports_and_what_is_gone_through_narrow_the_findings()
    {
        var path = new AccessScopePathRequest
        {
            Source = End("AWS::EC2::InternetGateway"), Destination = End("AWS::EC2::NetworkInterface"),
        };
        Assert.Empty(Findings(Analyse(Create(path, new() { Destination = Named(open) }))));
        Assert.Single(Findings(Analyse(Create(path, new() { Destination = Named(inner) }))));
        Assert.Empty(Findings(Analyse(Create(new()
        {
            Source = End("AWS::EC2::InternetGateway", new() { DestinationPorts = ["1-1024"] }),
        }))));
        Assert.Empty(Findings(Analyse(Create(new()
        {
            Source = End("AWS::EC2::InternetGateway"),
            ThroughResources = [new() { ResourceStatement = new() { ResourceTypes = ["AWS::EC2::NatGateway"] } }],
        }))));
        // Egress is open as AWS's default is: TCP and UDP, each a finding.
        Assert.Equal(2, Findings(Analyse(Create(new()
        {
            Source = Named(open), Destination = End("AWS::EC2::InternetGateway"),
        }))).Count);
        Assert.Empty(Findings(Analyse(Create(new() { Source = Named(open), Destination = Named(hidden) }))));
    }

    [Fact]
    public void A_scope_shows_what_it_was_made_of_and_goes_after_its_analyses()
    {
        var scope = Create(
            new() { Source = Named(open), Destination = End("AWS::EC2::Subnet", new() { Protocols = ["tcp"] }) });
        var content = lab.Run<GetNetworkInsightsAccessScopeContentResult>("GetNetworkInsightsAccessScopeContent",
            new GetNetworkInsightsAccessScopeContentRequest { NetworkInsightsAccessScopeId = scope })
            .NetworkInsightsAccessScopeContent!;
        Assert.Equal([open], content.MatchPaths![0].Source!.ResourceStatement!.Resources);
        Assert.Equal(["tcp"], content.MatchPaths[0].Destination!.PacketHeaderStatement!.Protocols);
        Assert.Empty(content.ExcludePaths!);

        var analysis = Analyse(scope).NetworkInsightsAccessScopeAnalysisId;
        Assert.Throws<AwsException>(() => Delete());
        lab.Run<DeleteNetworkInsightsAccessScopeAnalysisResult>("DeleteNetworkInsightsAccessScopeAnalysis",
            new DeleteNetworkInsightsAccessScopeAnalysisRequest { NetworkInsightsAccessScopeAnalysisId = analysis });
        Assert.Equal(scope, Delete().NetworkInsightsAccessScopeId);
        Assert.Empty(lab.Run<DescribeNetworkInsightsAccessScopesResult>(
            "DescribeNetworkInsightsAccessScopes", new DescribeNetworkInsightsAccessScopesRequest())
            .NetworkInsightsAccessScopes!);
        Assert.Contains("AWS::EC2::VPNGateway", Assert.Throws<AwsException>(
            () => Create(new() { Source = End("AWS::EC2::VPNGateway") })).Message, StringComparison.Ordinal);

        DeleteNetworkInsightsAccessScopeResult Delete() => lab.Run<DeleteNetworkInsightsAccessScopeResult>(
            "DeleteNetworkInsightsAccessScope",
            new DeleteNetworkInsightsAccessScopeRequest { NetworkInsightsAccessScopeId = scope });
    }

    public void Dispose() => lab.Dispose();

    private string Create(AccessScopePathRequest match, AccessScopePathRequest? exclude = null) =>
        lab.Run<CreateNetworkInsightsAccessScopeResult>("CreateNetworkInsightsAccessScope",
            new CreateNetworkInsightsAccessScopeRequest
            {
                ClientToken = Guid.NewGuid().ToString(),
                MatchPaths = [match],
                ExcludePaths = exclude is null ? null : [exclude],
            }).NetworkInsightsAccessScope!.NetworkInsightsAccessScopeId!;

    private NetworkInsightsAccessScopeAnalysis Analyse(string scope)
    {
        lab.Run<StartNetworkInsightsAccessScopeAnalysisResult>("StartNetworkInsightsAccessScopeAnalysis",
            new StartNetworkInsightsAccessScopeAnalysisRequest
            {
                ClientToken = Guid.NewGuid().ToString(), NetworkInsightsAccessScopeId = scope,
            });
        return Assert.Single(lab.Run<DescribeNetworkInsightsAccessScopeAnalysesResult>(
            "DescribeNetworkInsightsAccessScopeAnalyses",
            new DescribeNetworkInsightsAccessScopeAnalysesRequest { NetworkInsightsAccessScopeId = scope })
            .NetworkInsightsAccessScopeAnalyses!);
    }

    private List<AccessScopeAnalysisFinding> Findings(NetworkInsightsAccessScopeAnalysis analysis) =>
        lab.Run<GetNetworkInsightsAccessScopeAnalysisFindingsResult>("GetNetworkInsightsAccessScopeAnalysisFindings",
            new GetNetworkInsightsAccessScopeAnalysisFindingsRequest
            {
                NetworkInsightsAccessScopeAnalysisId = analysis.NetworkInsightsAccessScopeAnalysisId,
            }).AnalysisFindings!;

    private static PathStatementRequest End(string type, PacketHeaderStatementRequest? header = null) => new()
    {
        ResourceStatement = new() { ResourceTypes = [type] }, PacketHeaderStatement = header,
    };

    private static PathStatementRequest Named(string id) => new() { ResourceStatement = new() { Resources = [id] } };
}
