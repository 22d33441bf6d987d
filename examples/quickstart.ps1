<#
The main job in one minute: connect, read, create, change, count, download.

Against the simulator:   dotnet run --project src/ServiceNowElement.Shell -- --simulator examples/quickstart.ps1
Against your instance:   pwsh examples/quickstart.ps1 -Subdomain dev12345     (asks for user name and password)

Only cmdlets of the engine itself and of this module are used, so the same file runs in the shell and in pwsh.
It creates one incident and resolves it.
#>
param(
    [string] $Subdomain,
    [pscredential] $Credential,
    [string] $Path
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module ServiceNowElement)) {
    Import-Module "$PSScriptRoot/../artifacts/module/ServiceNowElement/ServiceNowElement.psd1"
}

$started = [DateTime]::UtcNow
function Step([string] $Text) {
    $seconds = ([DateTime]::UtcNow - $started).TotalSeconds.ToString('0.0', [cultureinfo]::InvariantCulture)
    "`n[$seconds s] $Text"
}

if (-not $Subdomain) {
    if (-not $Simulator) { throw 'Give -Subdomain, or start the shell with --simulator.' }
    $Subdomain = "$($Simulator.Url)"
    $Credential = $Simulator.Credential
}

Step "Connect to $Subdomain"
$session = Connect-CEServiceNow -Subdomain $Subdomain -Credential $Credential
$session | Out-Host

Step 'Urgent incidents that somebody works on, filtered by the server'
$urgent = Get-CERecord incident -Filter { $_.state -eq 'In Progress' -and $_.priority -le 2 } -First 8 -OrderBy priority
$urgent | Out-Host

Step 'The same filter as ServiceNow gets it'
(ConvertTo-CEQuery incident -Filter { $_.state -eq 'In Progress' -and $_.priority -le 2 }).EncodedQuery

Step 'Create an incident'
$incident = New-CERecord incident @{ short_description = 'Quickstart: the coffee machine reports 418'; urgency = 'High'; impact = 'Medium' }
"$($incident.number) is there: $($incident.short_description), priority $($incident.priority)"

Step 'Set it: labels are accepted, and the record comes from the pipeline'
$incident | Set-CERecord @{ state = 'Resolved'; close_code = 'Solution provided'; close_notes = 'It is a teapot.' }

Step 'Read it back'
$again = Get-CERecord $incident.number
"$($again.number): $($again.state) by $($again.resolved_by) at $($again.resolved_at) UTC"
if (-not ($again.state -eq 'Resolved' -and $again.state -eq 6)) { throw "The incident should be resolved, but is $($again.state)." }

Step 'Count by state, on the server'
Measure-CERecord incident -GroupBy state | Out-Host

Step 'Download all incidents to CSV'
if (-not $Path) { $Path = [IO.Path]::Combine([IO.Path]::GetTempPath(), "quickstart-incidents-$PID.csv") }
$job = Start-CEBulkJob incident -Path $Path -Force | Wait-CEBulkJob
$job | Out-Host
$total = (Measure-CERecord incident).Count
if ($job.Rows -ne $total) { throw "$($job.Rows) rows were written, but the instance counts $total." }
"$($job.Rows) incidents in $Path"

Disconnect-CEServiceNow
Step 'Done: nothing is left open.'
