namespace Virga.Server.Configuration;

/// <summary>Every setting that there is. docs/configuration.md explains each; a test holds the two together.</summary>
internal static class Settings
{
    public static readonly Setting Host = new("VIRGA_HOST", "127.0.0.1", "address to listen on");
    public static readonly Setting Port = new("VIRGA_PORT", "4566", "port of the API and the registry", "FLOCI_PORT");
    public static readonly Setting Data = new("VIRGA_DATA", "", "directory that keeps the state; none: memory");

    public static readonly Setting Backend = new(
        "VIRGA_BACKEND", "auto", "auto, docker, libvirt or mock: what runs instances",
        "VIRGA_EC2_VM_MANAGER", "EC2_VM_MANAGER");

    /// <summary>Floci's machines of that are in their final state at once, so ours are too.</summary>
    public const string FlociMock = "FLOCI_SERVICES_EC2_MOCK";

    public static readonly Setting Mock = new(
        "VIRGA_EC2_MOCK", "false", "true: no machines at all, whatever backend is named", FlociMock);

    public static readonly Setting DefaultAccountId = new(
        "VIRGA_DEFAULT_ACCOUNT_ID", "000000000000", "account of callers whose access key does not name one",
        "FLOCI_DEFAULT_ACCOUNT_ID");

    public static readonly Setting Auth = new(
        "VIRGA_AUTH", "issued", "issued: verify keys that Virga issued; enforce: verify all, and policies decide");

    public static readonly Setting Transitions = new(
        "VIRGA_EC2_TRANSITIONS", "timed", "timed as on AWS, or instant: the final state holds when the call returns");

    public static readonly Setting Quotas = new(
        "VIRGA_EC2_QUOTAS", "none", "aws: an account has no more VPCs, addresses … than AWS gives it at first");

    public static readonly Setting UnknownAmi = new(
        "VIRGA_EC2_UNKNOWN_AMI", "error", "error (InvalidAMIID.NotFound) or default: what an unknown AMI id launches");

    public static readonly Setting DefaultAmi = new(
        "VIRGA_EC2_DEFAULT_AMI", "ami-amazonlinux2023", "the AMI that stands in for an unknown one");

    public static readonly Setting RecycleBin = new(
        "VIRGA_EC2_RECYCLE_BIN", "0", "days that deleted snapshots, images and volumes can be restored; 0: none");

    public static readonly Setting BackendTag = new(
        "VIRGA_EC2_SHOW_BACKEND_TAG", "false", "true: instances list the tag ec2_vm_manager, not only match it");

    public static readonly Setting SshPortStart = new(
        "VIRGA_EC2_SSH_PORT_START", "2200", "first host port that leads to an instance's port 22",
        "FLOCI_SERVICES_EC2_SSH_PORT_RANGE_START");

    public static readonly Setting SshPortEnd = new(
        "VIRGA_EC2_SSH_PORT_END", "2299", "last host port that leads to an instance's port 22",
        "FLOCI_SERVICES_EC2_SSH_PORT_RANGE_END");

    public static readonly Setting MetadataPort = new(
        "VIRGA_EC2_IMDS_PORT", "9169", "host port of the instances' metadata service; 0: none",
        "FLOCI_SERVICES_EC2_IMDS_PORT");

    public static readonly Setting Network = new(
        "VIRGA_EC2_NETWORK", "auto", "auto, fabric or bridge: whether networks of container instances are real");

    public static readonly Setting Internet = new(
        "VIRGA_EC2_INTERNET", "internet", "internet, host or none: how far instances reach through a gateway");

    public static readonly Setting Ssh = new(
        "VIRGA_EC2_SSH", "console", "console: the host's ssh ports always get in; network: groups and routes decide");

    public static readonly Setting HostRoutes = new(
        "VIRGA_EC2_HOST_ROUTES", "auto", "auto: routes from this host to public addresses where it may; off: none");

    public static readonly Setting FlowLogInterval = new(
        "VIRGA_EC2_FLOW_LOG_INTERVAL", "0", "seconds between records of flow logs; 0: 60 or 600, as each log says");

    public static readonly Setting PullImages = new(
        "VIRGA_EC2_PULL_IMAGES", "true", "whether an image that is not on the machine is pulled",
        "EC2_DOWNLOAD_DEFAULT_IMAGES");

    public static readonly Setting Images = new(
        "VIRGA_EC2_IMAGES", "", "file that names AMIs: a line each, id, container image, name");

    public static readonly Setting Buckets = new(
        "VIRGA_EC2_S3_DIRECTORY", "", "directory that stands for S3 where images are imported and exported");

    public static readonly Setting Init = new(
        "VIRGA_EC2_INIT", "auto", "auto, image or virga: whose init is process 1 of a container instance");

    public static readonly Setting Limits = new(
        "VIRGA_EC2_LIMITS", "false", "true: container instances get no more CPU and memory than their type has");

    public static readonly Setting DockerFlags = new(
        "VIRGA_EC2_DOCKER_FLAGS", "", "flags of docker run for instances: -e, -v, --privileged, --cap-add, --platform",
        "EC2_DOCKER_FLAGS");

    public static readonly Setting DockerSocket = new(
        "VIRGA_EC2_DOCKER_SOCKET", "false", "true: container instances get the engine's socket, and with it the host");

    public static readonly Setting MountBlockDevices = new(
        "VIRGA_EC2_MOUNT_BLOCK_DEVICES", "false", "true: container instances may mount their volumes (CAP_SYS_ADMIN)",
        "EC2_MOUNT_BLOCK_DEVICES");

    public static readonly Setting HypervisorUri = new(
        "VIRGA_EC2_HYPERVISOR_URI", "qemu:///system", "the hypervisor of virtual machines, as libvirt names it",
        "EC2_HYPERVISOR_URI");

    public static readonly Setting LibvirtPool = new(
        "VIRGA_EC2_LIBVIRT_POOL", "default", "the storage pool with the AMIs and disks of virtual machines",
        "EC2_LIBVIRT_POOL");

    public static readonly Setting LibvirtNetwork = new(
        "VIRGA_EC2_LIBVIRT_NETWORK", "default", "libvirt's network for machines outside the fabric",
        "EC2_LIBVIRT_NETWORK");

    public static readonly Setting VmAccelerator = new(
        "VIRGA_EC2_VM_ACCELERATOR", "auto", "auto, kvm or emulation: what runs virtual machines");

    public static readonly Setting VmUser = new(
        "VIRGA_EC2_VM_USER", "", "a user beside the image's own that gets the launch key, such as localstack");

    public static readonly Setting VmSeed = new(
        "VIRGA_EC2_VM_SEED", "true", "whether virtual machines also have a NoCloud disk; false: the metadata service");

    public static readonly Setting StsIssuerKeys = new(
        "VIRGA_STS_ISSUER_KEYS", "", "JSON file of OpenID Connect issuers with their key sets (JWKS)");

    public static readonly Setting EcrUriStyle = new(
        "VIRGA_ECR_URI_STYLE", "host", "host or path: where a repository's URI names account and region",
        "FLOCI_SERVICES_ECR_URI_STYLE");

    public static readonly Setting EcrAnonymous = new(
        "VIRGA_ECR_ANONYMOUS", "false", "true: the registry lets clients in without a password, or with any");

    public static readonly Setting EcrScanner = new(
        "VIRGA_ECR_SCANNER", "", "command that scans the OCI layout it is given, and prints Trivy's or Grype's JSON");

    public static readonly Setting EcrSigningKeys = new(
        "VIRGA_ECR_SIGNING_KEYS", "", "PEM files of public keys of signatures, PROFILE=FILE;… or FILE");

    public static readonly Setting EcrUnsigned = new(
        "VIRGA_ECR_UNSIGNED", "allow", "allow or refuse: pulls of unsigned images that a signing rule covers");

    public static readonly Setting EcrUpstreamCredentials = new(
        "VIRGA_ECR_UPSTREAM_CREDENTIALS", "", "JSON file of secrets with users and passwords of upstream registries");

    public static readonly Setting EcrPort = new(
        "VIRGA_ECR_PORT", "0", "a further port for the registry, such as 5100; 0: none");

    public static readonly Setting EcrBackend = new(
        "VIRGA_ECR_BACKEND", "builtin", "builtin, or registry: a CNCF distribution server keeps the bytes");

    public static readonly Setting EcrRegistry = new(
        "VIRGA_ECR_REGISTRY", "", "address of that server; none: a container of ours");

    public static readonly Setting EcrRegistryImage = new(
        "VIRGA_ECR_REGISTRY_IMAGE", "registry:2", "image of that container", "FLOCI_SERVICES_ECR_REGISTRY_IMAGE");

    public static readonly Setting EcrRegistryContainer = new(
        "VIRGA_ECR_REGISTRY_CONTAINER", "virga-ecr-registry", "name of that container and of its volume",
        "FLOCI_SERVICES_ECR_REGISTRY_CONTAINER_NAME");

    public static readonly Setting EcrRegistryPortStart = new(
        "VIRGA_ECR_REGISTRY_PORT_START", "5100", "first host port that the container may get",
        "FLOCI_SERVICES_ECR_REGISTRY_BASE_PORT");

    public static readonly Setting EcrRegistryPortEnd = new(
        "VIRGA_ECR_REGISTRY_PORT_END", "5199", "last host port that the container may get",
        "FLOCI_SERVICES_ECR_REGISTRY_MAX_PORT");

    public static readonly Setting EcrRegistryKeep = new(
        "VIRGA_ECR_REGISTRY_KEEP", "true", "whether the container goes on when the server ends",
        "FLOCI_SERVICES_ECR_KEEP_RUNNING_ON_SHUTDOWN");

    public static readonly Setting Tls = new(
        "VIRGA_TLS", "false", "true: all ports take TLS too, with an authority of this server's own",
        "FLOCI_SERVICES_ECR_TLS_ENABLED");

    public static readonly Setting Seed = new("VIRGA_SEED", "", "a number that makes all ids repeat from run to run");

    public static readonly Setting LogLevel = new(
        "VIRGA_LOG_LEVEL", "information", "trace, debug, information, warning, error or none");

    public static readonly IReadOnlyList<Setting> All =
    [
        Host, Port, Data, Backend, Mock, DefaultAccountId, Auth, Transitions, Quotas, UnknownAmi, DefaultAmi,
        BackendTag, RecycleBin, SshPortStart, SshPortEnd, MetadataPort, Network, Internet, Ssh, HostRoutes,
        FlowLogInterval, PullImages,
        Images, Buckets, Init, Limits, DockerFlags, DockerSocket, MountBlockDevices,
        HypervisorUri, LibvirtPool, LibvirtNetwork, VmAccelerator, VmUser, VmSeed,
        StsIssuerKeys, EcrUriStyle, EcrAnonymous, EcrScanner, EcrSigningKeys, EcrUnsigned, EcrUpstreamCredentials,
        EcrPort, EcrBackend, EcrRegistry,
        EcrRegistryImage, EcrRegistryContainer, EcrRegistryPortStart, EcrRegistryPortEnd, EcrRegistryKeep,
        Tls, Seed, LogLevel,
    ];

    /// <summary>
    /// Variables of other emulators that mean nothing here, and why. <c>Harmless</c> is the value that is so anyway.
    /// </summary>
    public static readonly IReadOnlyList<(string Variable, string? Harmless, string Reason)> NotSupported =
    [
        ("EC2_EBS_MAX_VOLUME_SIZE", null, "sizes are in GiB as on AWS, and an empty disk takes no space"),
        ("FLOCI_HOSTNAME", "localhost", "URIs name localhost; VIRGA_HOST says where the server listens"),
        ("FLOCI_SERVICES_EC2_ENABLED", "true", "every service is always there"),
        ("FLOCI_SERVICES_ECR_ENABLED", "true", "every service is always there"),
        ("FLOCI_SERVICES_ECR_DATA_PATH", null, "VIRGA_DATA keeps the bytes of images too"),
        ("LOCALSTACK_API_KEY", null, "nothing here needs a key"),
    ];
}
