<#
.SYNOPSIS
Builds, tests, documents or packages the module. A thin wrapper for people who have PowerShell; the .NET SDK does the work.
.EXAMPLE
./build.ps1 -Task Test
#>
param(
    [ValidateSet('Build', 'Test', 'Docs', 'Package')]
    [string[]] $Task = 'Build',
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$module = Join-Path $root 'artifacts/module/ServiceNowElement'

function Invoke-Native([string] $Command, [string[]] $Arguments) {
    Write-Host "> $Command $Arguments"
    & $Command @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Command ended with exit code $LASTEXITCODE." }
}

function Invoke-Build { Invoke-Native dotnet @('build', (Join-Path $root 'ServiceNowElement.sln'), '-c', $Configuration) }

function Invoke-Test {
    Invoke-Build
    Invoke-Native dotnet @('test', (Join-Path $root 'ServiceNowElement.sln'), '-c', $Configuration, '--no-build')
    if (-not (Get-Module Pester -ListAvailable | Where-Object Version -ge '5.0')) {
        Write-Warning 'Pester 5 is not installed: tests/Pester was not run. Install-Module Pester brings it.'
        return
    }

    # A module's DLL cannot be unloaded, so the tests get a process of their own.
    $engine = (Get-Process -Id $PID).Path
    $command = "`$c = New-PesterConfiguration; `$c.Run.Path = '$root/tests/Pester'; `$c.Run.Exit = `$true; `$c.Output.Verbosity = 'Detailed'; Invoke-Pester -Configuration `$c"
    Invoke-Native $engine @('-NoProfile', '-NonInteractive', '-Command', $command)
}

function Invoke-Docs { throw 'The help pages come with a later version; see docs/ for what is there.' }

function Invoke-Package {
    Invoke-Build
    $target = Join-Path $root "artifacts/package"
    New-Item -ItemType Directory -Force $target | Out-Null
    $version = (Import-PowerShellDataFile (Join-Path $module 'ServiceNowElement.psd1')).ModuleVersion
    $archive = Join-Path $target "ServiceNowElement-$version.zip"
    Compress-Archive -Path $module -DestinationPath $archive -Force
    Write-Host "The module is in $archive."
}

foreach ($name in $Task) { & "Invoke-$name" }
